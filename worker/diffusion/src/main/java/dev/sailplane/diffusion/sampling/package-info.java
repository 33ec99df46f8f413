/** Diffusion steps on host arrays: prediction to distribution, ancestral and DDIM steps, guidance, trajectories. */
@NullMarked
package dev.sailplane.diffusion.sampling;

import org.jspecify.annotations.NullMarked;
