/** The image engine on GLIDE. */
@NullMarked
package dev.sailplane.worker.glide;

import org.jspecify.annotations.NullMarked;
