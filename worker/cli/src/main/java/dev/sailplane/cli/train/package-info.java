/** {@code sailplane train} and {@code sailplane finetune}. */
@NullMarked
package dev.sailplane.cli.train;

import org.jspecify.annotations.NullMarked;
