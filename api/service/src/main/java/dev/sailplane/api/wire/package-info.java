/** A job as callers see it. */
@NullMarked
package dev.sailplane.api.wire;

import org.jspecify.annotations.NullMarked;
