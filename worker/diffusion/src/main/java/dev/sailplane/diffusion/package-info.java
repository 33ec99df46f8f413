@NullMarked
package dev.sailplane.diffusion;

import org.jspecify.annotations.NullMarked;
