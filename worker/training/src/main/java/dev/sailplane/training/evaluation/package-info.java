/** How good a model is: scores of its pictures by an inspector, and the distance of their features from true ones. */
@NullMarked
package dev.sailplane.training.evaluation;

import org.jspecify.annotations.NullMarked;
