/** GLIDE's networks on DJL. The only package that knows DJL. */
@NullMarked
package dev.sailplane.diffusion.network;

import org.jspecify.annotations.NullMarked;
