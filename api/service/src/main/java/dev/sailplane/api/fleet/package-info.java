/** How much work the workers have before them: what a fleet is sized by, and what people and metrics are told of it. */
@NullMarked
package dev.sailplane.api.fleet;

import org.jspecify.annotations.NullMarked;
