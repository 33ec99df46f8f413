/** The image store on S3. */
@NullMarked
package dev.sailplane.worker.s3;

import org.jspecify.annotations.NullMarked;
