/** Kafka: jobs out, events in. */
@NullMarked
package dev.sailplane.api.messaging;

import org.jspecify.annotations.NullMarked;
