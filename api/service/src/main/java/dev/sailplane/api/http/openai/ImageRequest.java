package dev.sailplane.api.http.openai;

import dev.sailplane.api.prediction.PredictionCommand;

/**
 * A valid request for pictures.
 *
 * @param base64 whether the answer holds the pictures themselves, else their addresses
 * @param stream whether the way is to be told, too
 * @param partialImages how often the work in progress is shown at most, 0 to 3
 */
record ImageRequest(ImageKind kind, PredictionCommand command, boolean base64, boolean stream, int partialImages) {}
