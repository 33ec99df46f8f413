/** {@code sailplane train}. */
@NullMarked
package dev.sailplane.cli.train;

import org.jspecify.annotations.NullMarked;
