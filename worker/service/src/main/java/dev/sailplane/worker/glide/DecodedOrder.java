package dev.sailplane.worker.glide;

import dev.sailplane.diffusion.pipeline.GenerationState;
import dev.sailplane.diffusion.pipeline.GlidePipeline;
import dev.sailplane.diffusion.pipeline.Source;
import dev.sailplane.worker.job.ImageOrder;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An order whose pictures and kept work have been decoded, which takes a while and needs no device.
 *
 * @param order as it came
 * @param source what it starts from
 * @param prefix for a branch, the order it branches off
 * @param checkpoint what can be gone on from, its own kept work or else the prefix's
 */
record DecodedOrder(
        ImageOrder order,
        Optional<Source> source,
        Optional<DecodedOrder> prefix,
        Optional<GenerationState> checkpoint) {
    private static final Logger LOG = LoggerFactory.getLogger(DecodedOrder.class);

    /** @throws dev.sailplane.diffusion.image.PictureException when a picture cannot be read */
    static DecodedOrder of(ImageOrder order) {
        Optional<GenerationState> own = order.checkpoint().flatMap(DecodedOrder::state);
        return new DecodedOrder(
                order,
                order.source().map(GlideOrder::source),
                order.branch().map(start -> of(start.prefix())),
                own.or(() -> order.branch().flatMap(ImageOrder.Start::state).flatMap(DecodedOrder::state)));
    }

    /** @throws IllegalArgumentException when the model cannot do what is asked for */
    List<Leg> legs(GlidePipeline pipeline) {
        Leg last = Leg.last(GlideOrder.request(order, source, pipeline));
        return prefix.isEmpty()
                ? List.of(last)
                : Leg.branch(
                        prefix.get().legs(pipeline),
                        order.branch().map(ImageOrder.Start::step).orElseThrow(),
                        last.request());
    }

    private static Optional<GenerationState> state(byte[] bytes) {
        try {
            return Optional.of(GenerationState.of(bytes));
        } catch (IllegalArgumentException damaged) {
            LOG.atWarn().addKeyValue("reason", damaged.getMessage()).log("kept work cannot be read: begun anew");
            return Optional.empty();
        }
    }
}
