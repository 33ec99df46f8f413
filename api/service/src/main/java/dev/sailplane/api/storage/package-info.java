/** The bucket: the port {@link dev.sailplane.api.storage.ObjectStore} and its S3 adapter. */
@NullMarked
package dev.sailplane.api.storage;

import org.jspecify.annotations.NullMarked;
