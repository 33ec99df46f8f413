/** What a training run leaves for people to look at. */
@NullMarked
package dev.sailplane.training.report;

import org.jspecify.annotations.NullMarked;
