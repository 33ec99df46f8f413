/** What can be asked for: raw JSON becomes a {@link dev.sailplane.api.prediction.PredictionCommand}, a command becomes a job. */
@NullMarked
package dev.sailplane.api.prediction;

import org.jspecify.annotations.NullMarked;
