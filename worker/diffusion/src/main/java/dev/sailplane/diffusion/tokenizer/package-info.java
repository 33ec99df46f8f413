/** Prompts to GPT-2 tokens. */
@NullMarked
package dev.sailplane.diffusion.tokenizer;

import org.jspecify.annotations.NullMarked;
