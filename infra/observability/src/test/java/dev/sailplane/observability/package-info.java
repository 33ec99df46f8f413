/** Alerts and dashboard as an operator loads them: tried by promtool, and held to the metrics that the services have. */
@NullMarked
package dev.sailplane.observability;

import org.jspecify.annotations.NullMarked;
