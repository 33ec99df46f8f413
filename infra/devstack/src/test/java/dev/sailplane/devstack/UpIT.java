package dev.sailplane.devstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sailplane.contract.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpIT {
    private static final Pattern BROKER = Pattern.compile("KAFKA_BOOTSTRAP_SERVERS='([^']+)'");

    @TempDir
    private Path folder;

    @Test
    void stoppingItStopsAllAndTheNextStartGoesOn() throws IOException, InterruptedException, ExecutionException {
        byte[] record = "kept".getBytes(StandardCharsets.UTF_8);
        SailplaneProcess first = up();
        deadLetters(first).send(record);
        List<ProcessHandle> children = first.process().descendants().toList();
        first.stop();
        first.await();
        assertThat(children).isNotEmpty().noneMatch(ProcessHandle::isAlive);

        SailplaneProcess second = up();
        assertThat(deadLetters(second).records())
                .anySatisfy(kept -> assertThat(kept.value()).isEqualTo(record));
        second.stop();
        second.await();
    }

    @Test
    void nothingOutlivesAStackThatIsKilled() throws IOException, InterruptedException {
        SailplaneProcess stack = up();
        List<ProcessHandle> children = stack.process().descendants().toList();
        stack.kill();
        stack.await();
        assertThat(children).isNotEmpty();
        await().atMost(Duration.ofSeconds(30)).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void aSecondStackOnTheSameDataIsRefused() throws IOException, InterruptedException {
        SailplaneProcess first = up();
        SailplaneProcess second = SailplaneProcess.start(folder, "up", "--backbone", "--data", "data");
        assertThat(second.await()).isEqualTo(1);
        assertThat(second.said()).contains("in use by another stack");
        first.stop();
        first.await();
    }

    private SailplaneProcess up() throws IOException {
        SailplaneProcess stack = SailplaneProcess.start(folder, "up", "--backbone", "--data", "data");
        await().atMost(RunningStack.PATIENCE).until(() -> stack.printed().contains("SAILPLANE_WEBHOOK_SECRET"));
        return stack;
    }

    private static Topic deadLetters(SailplaneProcess stack) throws IOException {
        Matcher broker = BROKER.matcher(stack.printed());
        assertThat(broker.find()).isTrue();
        return new Topic(broker.group(1), Topics.DEAD_LETTERS);
    }
}
