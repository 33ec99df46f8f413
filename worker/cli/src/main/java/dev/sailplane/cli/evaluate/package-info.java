/** {@code sailplane evaluate} and {@code sailplane inspector}: how good a model is, and who judges it. */
@NullMarked
package dev.sailplane.cli.evaluate;

import org.jspecify.annotations.NullMarked;
