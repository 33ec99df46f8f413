package dev.sailplane.api.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sailplane.api.job.LineFullException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class SendingLineTest {
    private final SendingLine line = new SendingLine(2, Duration.ofMillis(50));
    private final List<UniEmitter<? super Void>> producer = new ArrayList<>();

    @Test
    void whatFindsNoPlaceIsNeverSent() {
        var _ = send();
        var _ = send();
        assertThatThrownBy(this::send).isInstanceOf(LineFullException.class);
        producer.forEach(record -> record.complete(null));
        assertThat(producer).hasSize(2);
    }

    @Test
    void aPlaceIsHeldUntilTheVerdictThoughNobodyWaitsForIt() {
        CompletableFuture<Void> abandoned = send();
        var _ = send();
        assertThatThrownBy(() -> abandoned.get(1, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        assertThatThrownBy(this::send).isInstanceOf(LineFullException.class);
        producer.getFirst().complete(null);
        var _ = send();
        assertThat(producer).hasSize(3);
    }

    @Test
    void aRecordThatFailedLeavesItsPlace() {
        CompletableFuture<Void> failed = send();
        var _ = send();
        producer.getFirst().fail(new IOException("down"));
        assertThat(failed).isCompletedExceptionally();
        assertThat(send()).isNotDone();
    }

    @Test
    void whoeverIsInterruptedSendsNothing() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(this::send).isInstanceOf(LineFullException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(producer).isEmpty();
    }

    private CompletableFuture<Void> send() {
        return line.enter(Uni.createFrom().emitter(producer::add));
    }
}
