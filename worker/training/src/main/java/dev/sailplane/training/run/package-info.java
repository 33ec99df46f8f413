/** A training run: batches, learning rate, steps, and the state to go on from. */
@NullMarked
package dev.sailplane.training.run;

import org.jspecify.annotations.NullMarked;
