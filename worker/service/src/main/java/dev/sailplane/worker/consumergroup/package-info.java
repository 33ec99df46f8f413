/** The job queue on a classic Kafka consumer group. */
@NullMarked
package dev.sailplane.worker.consumergroup;

import org.jspecify.annotations.NullMarked;
