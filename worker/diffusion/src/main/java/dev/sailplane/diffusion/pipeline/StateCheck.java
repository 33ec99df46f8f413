package dev.sailplane.diffusion.pipeline;

import dev.sailplane.diffusion.network.PixelTensor;

/**
 * Whether a request can go on from a kept state. It comes from elsewhere: what does not fit is found before the device is
 * asked.
 *
 * @param networks the request's
 * @param request what is to go on
 */
record StateCheck(NetworkPair networks, GenerationRequest request) {
    /** @throws IllegalArgumentException when the request cannot go on from the state */
    void requireFit(GenerationState state) {
        if (state.pictures().size() != request.count()) {
            throw new IllegalArgumentException("a kept state of %d pictures for a request of %d"
                    .formatted(state.pictures().size(), request.count()));
        }
        state.pictures().forEach(picture -> picture.ifPresent(this::requireFit));
    }

    private void requireFit(PictureState picture) {
        Stage stage = picture.stage();
        if (stage == Stage.UPSAMPLING && request.settings().upsampling().isEmpty()) {
            throw new IllegalArgumentException("a kept state of a stage that was not asked for");
        }
        requireSize(stage, picture.sample());
        picture.small().ifPresent(small -> requireSize(Stage.BASE, small));
        int steps = request.settings().steps(stage);
        if (picture.stepsDone() > steps) {
            throw new IllegalArgumentException(
                    "a kept state of %d steps where %d are all".formatted(picture.stepsDone(), steps));
        }
    }

    private void requireSize(Stage stage, PixelTensor pixels) {
        int size = switch (stage) {
            case BASE -> networks.base().imageSize();
            case UPSAMPLING -> networks.upsampler().imageSize();
        };
        if (pixels.channels() != 3 || pixels.height() != size || pixels.width() != size) {
            throw new IllegalArgumentException("a kept state of another size than the network's");
        }
    }
}
