/** OpenAI's Images API over the same jobs: its fields become a prediction's input, a job's end becomes its answer. */
@NullMarked
package dev.sailplane.api.http.openai;

import org.jspecify.annotations.NullMarked;
