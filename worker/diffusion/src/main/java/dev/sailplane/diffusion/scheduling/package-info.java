/**
 * Continuous batching: which pictures take the next step together. Knows rows and networks, no flow, no thread and no
 * wall clock of its own.
 */
@NullMarked
package dev.sailplane.diffusion.scheduling;

import org.jspecify.annotations.NullMarked;
