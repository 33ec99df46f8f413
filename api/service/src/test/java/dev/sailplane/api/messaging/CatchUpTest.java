package dev.sailplane.api.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.contract.Topics;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class CatchUpTest {
    private static final TopicPartition PLACE = new TopicPartition(Topics.EVENTS, 0);
    private final CatchUp catchUp = new CatchUp();

    @Test
    void isNotDoneBeforeAllTopicsAreAssigned() {
        assertThat(catchUp.done()).isFalse();
        catchUp.assigned(Topics.JOBS, Map.of());
        assertThat(catchUp.done()).isFalse();
        catchUp.assigned(Topics.BATCH_JOBS, Map.of());
        assertThat(catchUp.done()).isFalse();
        catchUp.assigned(Topics.DELIVERIES, Map.of());
        assertThat(catchUp.done()).isFalse();
        catchUp.assigned(Topics.EVENTS, Map.of());
        assertThat(catchUp.done()).isTrue();
    }

    @Test
    void isDoneWithTheLastRecordThatLayThereAtTheStart() {
        catchUp.assigned(Topics.JOBS, Map.of());
        catchUp.assigned(Topics.BATCH_JOBS, Map.of());
        catchUp.assigned(Topics.DELIVERIES, Map.of());
        catchUp.assigned(Topics.EVENTS, Map.of(PLACE, 41L));
        catchUp.processed(Topics.EVENTS, 0, 40);
        catchUp.processed(Topics.JOBS, 0, 41);
        assertThat(catchUp.done()).isFalse();
        catchUp.processed(Topics.EVENTS, 0, 41);
        assertThat(catchUp.done()).isTrue();
    }

    @Test
    void staysDoneWhenPartitionsAreAssignedAgain() {
        catchUp.assigned(Topics.JOBS, Map.of());
        catchUp.assigned(Topics.BATCH_JOBS, Map.of());
        catchUp.assigned(Topics.DELIVERIES, Map.of());
        catchUp.assigned(Topics.EVENTS, Map.of());
        catchUp.assigned(Topics.EVENTS, Map.of(PLACE, 50L));
        assertThat(catchUp.done()).isTrue();
    }
}
