/**
 * One trace a job, from the request that ordered it to the webhook that tells its end, by OpenTelemetry. A job carries its
 * trace with it, so that nothing is lost of it when replicas come and go.
 */
@NullMarked
package dev.sailplane.api.trace;

import org.jspecify.annotations.NullMarked;
