/** The job queue on a Kafka share group. */
@NullMarked
package dev.sailplane.worker.sharegroup;

import org.jspecify.annotations.NullMarked;
