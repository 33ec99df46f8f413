/** Noise schedules: betas, respacing, and the tables of coefficients made from them. */
@NullMarked
package dev.sailplane.diffusion.schedule;

import org.jspecify.annotations.NullMarked;
