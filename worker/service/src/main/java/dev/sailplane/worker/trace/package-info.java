/** A worker's part of each job's trace, by OpenTelemetry. */
@NullMarked
package dev.sailplane.worker.trace;

import org.jspecify.annotations.NullMarked;
