package dev.sailplane.diffusion.network;

/**
 * A prompt cut or padded to the network's context length. The arrays are not copied: whoever hands them over gives up
 * writing to them.
 *
 * @param ids token ids
 * @param mask of each position, whether it is a token of the prompt; false for padding
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record PromptTokens(int[] ids, boolean[] mask) {
    public PromptTokens {
        if (ids.length != mask.length) {
            throw new IllegalArgumentException(
                    "%d token ids need as many mask values, not %d".formatted(ids.length, mask.length));
        }
    }
}
