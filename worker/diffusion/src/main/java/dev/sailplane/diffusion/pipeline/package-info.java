/** Prompt to pictures: the flows of GLIDE over its networks. */
@NullMarked
package dev.sailplane.diffusion.pipeline;

import org.jspecify.annotations.NullMarked;
