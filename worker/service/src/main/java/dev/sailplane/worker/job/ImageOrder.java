package dev.sailplane.worker.job;

import dev.sailplane.contract.GenerationInput;
import dev.sailplane.contract.Priority;
import dev.sailplane.contract.TenantName;
import java.time.Instant;
import java.util.Optional;

/**
 * What the engine is asked for. Tenant, priority and deadline are its claim on a device that others want, too.
 *
 * @param model {@code owner/name}
 * @param input what is to be drawn
 * @param source for an edit or a variation, what it starts from
 * @param checkpoint work in progress of an earlier attempt to go on from; ignored by the engine with a log line when it
 *     does not fit the order
 * @param tenant whose order it is
 * @param priority against other orders
 * @param deadline when it is of no use any more
 * @param branch for a branch, how it starts
 */
public record ImageOrder(
        String model,
        GenerationInput input,
        Optional<SourcePicture> source,
        Optional<byte[]> checkpoint,
        String tenant,
        Priority priority,
        Optional<Instant> deadline,
        Optional<Start> branch) {

    /**
     * How a branch starts.
     *
     * @param prefix the order whose first steps it shares
     * @param step how many steps of the base stage those are
     * @param state the prefix's work in progress after that step, if it was kept; else the engine makes it
     */
    public record Start(ImageOrder prefix, int step, Optional<byte[]> state) {}

    /** An order from the beginning, with the claim of the default tenant. */
    public ImageOrder(String model, GenerationInput input, Optional<SourcePicture> source) {
        this(
                model,
                input,
                source,
                Optional.empty(),
                TenantName.DEFAULT.value(),
                Priority.INTERACTIVE,
                Optional.empty(),
                Optional.empty());
    }
}
