package dev.sailplane.diffusion.network;

import java.util.Optional;

/**
 * What steers the prediction of one row.
 *
 * @param prompt the encoded prompt
 * @param lowResolution [3, h, w] in [-1, 1] for a super-resolution network; resized to the sample's size by the network
 * @param knownPixels known pixels for an inpainting network, at the sample's size; absent means nothing is known
 */
public record Conditioning(
        PromptEncoding prompt, Optional<PixelTensor> lowResolution, Optional<KnownPixels> knownPixels) {}
