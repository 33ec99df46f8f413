/** Where the random numbers come from. */
@NullMarked
package dev.sailplane.diffusion.noise;

import org.jspecify.annotations.NullMarked;
