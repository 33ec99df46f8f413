/** Training of GLIDE's networks. */
@NullMarked
package dev.sailplane.training;

import org.jspecify.annotations.NullMarked;
