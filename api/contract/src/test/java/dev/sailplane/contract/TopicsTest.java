package dev.sailplane.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TopicsTest {
    @Test
    void batchJobsWaitInALineOfTheirOwn() {
        assertThat(Topics.line(Priority.INTERACTIVE)).isEqualTo("sailplane.jobs");
        assertThat(Topics.line(Priority.BATCH)).isEqualTo("sailplane.jobs-batch");
    }
}
