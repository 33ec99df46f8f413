/** Telling receivers how their jobs ended: signed, retried. */
@NullMarked
package dev.sailplane.api.webhook;

import org.jspecify.annotations.NullMarked;
