/** Fetching large files: resumed, retried, checked. */
@NullMarked
package dev.sailplane.cli.download;

import org.jspecify.annotations.NullMarked;
