/** Pictures in 8 bits: rounding, resizing, masks, reading and PNG writing. */
@NullMarked
package dev.sailplane.diffusion.image;

import org.jspecify.annotations.NullMarked;
