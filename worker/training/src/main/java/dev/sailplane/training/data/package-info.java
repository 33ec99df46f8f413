/** Where pictures with captions come from. */
@NullMarked
package dev.sailplane.training.data;

import org.jspecify.annotations.NullMarked;
