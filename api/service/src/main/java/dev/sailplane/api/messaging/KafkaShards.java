package dev.sailplane.api.messaging;

import dev.sailplane.api.webhook.Shards;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** Shards as the group's assignment gives them, once this replica's views are complete. */
@ApplicationScoped
public class KafkaShards implements Shards {
    private final CatchUp catchUp;
    private final ConsumedShards consumed;

    /** Asks these. */
    public KafkaShards(CatchUp catchUp, @Identifier("webhook-events") ConsumedShards consumed) {
        this.catchUp = catchUp;
        this.consumed = consumed;
    }

    @Override
    public boolean caughtUp() {
        return catchUp.done();
    }

    @Override
    public Set<Integer> owned() {
        return caughtUp() ? consumed.assigned() : Set.of();
    }
}
