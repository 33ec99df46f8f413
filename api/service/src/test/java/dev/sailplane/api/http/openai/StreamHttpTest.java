package dev.sailplane.api.http.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.api.http.InMemoryChannels;
import dev.sailplane.api.source.TestPictures;
import dev.sailplane.api.storage.TestObjectStore;
import dev.sailplane.contract.Job;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@WithTestResource(InMemoryChannels.class)
@Timeout(30)
class StreamHttpTest {
    private static final String JSON = "application/json";
    private static final String COMPLETED = "image_generation.completed";

    @Inject
    @Any
    InMemoryConnector connector;

    @Inject
    TestObjectStore store;

    private FakeWorker worker;
    private ImagesClient client;

    @BeforeEach
    void begin() {
        worker = new FakeWorker(connector, store);
        client = new ImagesClient();
    }

    @AfterEach
    void end() {
        client.close();
    }

    @Test
    void theWorkInProgressIsShownBeforeThePictures() {
        Events events = generation("{'prompt':'a ring','n':2,'size':'32x32','stream':true,'partial_images':2}");
        Job job = worker.takes();
        assertThat(job.input().output().previews()).isTrue();

        step(job, 0.1, "too early");
        step(job, 0.4, "first");
        JsonPath first = events.next("image_generation.partial_image");
        assertThat(first.<String, Object>getMap(""))
                .containsOnlyKeys(
                        "type",
                        "b64_json",
                        "partial_image_index",
                        "created_at",
                        "size",
                        "quality",
                        "background",
                        "output_format")
                .containsEntry("type", "image_generation.partial_image")
                .containsEntry("b64_json", base64("first"))
                .containsEntry("partial_image_index", 0)
                .containsEntry("size", "32x32")
                .containsEntry("quality", "auto")
                .containsEntry("background", "opaque")
                .containsEntry("output_format", "jpeg");
        step(job, 0.5, "too soon");
        step(job, 0.7, "second");
        assertThat(events.next("image_generation.partial_image").getString("b64_json"))
                .isEqualTo(base64("second"));
        step(job, 0.9, "enough");
        worker.finishes(job);

        JsonPath completed = events.next(COMPLETED);
        assertThat(completed.<String, Object>getMap(""))
                .containsOnlyKeys(
                        "type", "b64_json", "created_at", "size", "quality", "background", "output_format", "usage")
                .containsEntry("type", COMPLETED)
                .containsEntry("b64_json", base64("picture 0"))
                .containsEntry("output_format", "png");
        assertThat(completed.getInt("usage.input_tokens_details.image_tokens")).isZero();
        assertThat(events.next(COMPLETED).getString("b64_json")).isEqualTo(base64("picture 1"));
        assertThat(events.isOver()).isTrue();
    }

    @Test
    void theOnlyPreviewOfAQuickJobIsShownBeforeItsPicture() {
        Events events = generation("{'prompt':'a ring','stream':true,'partial_images':2}");
        Job job = worker.takes();
        step(job, 0.1, "early");
        worker.finishes(job);

        assertThat(events.next("image_generation.partial_image").getString("b64_json"))
                .isEqualTo(base64("early"));
        events.next(COMPLETED);
        assertThat(events.isOver()).isTrue();
    }

    @Test
    void withoutPartialImagesNoPreviewsAreDrawn() {
        Events events = generation("{'prompt':'a ring','stream':true}");
        Job job = worker.takes();
        assertThat(job.input().output().previews()).isFalse();
        worker.finishes(job);
        events.next(COMPLETED);
        assertThat(events.isOver()).isTrue();
    }

    @Test
    void anEditIsStreamedFromAForm() {
        Form form = new Form()
                .text("prompt", "a ring")
                .text("stream", "true")
                .text("partial_images", "1")
                .bytes("image", "application/octet-stream", TestPictures.transparent(8, 8));
        Events events = new Events(client.stream("edits", form.contentType(), form.bytes()));
        Job job = worker.takes();
        step(job, 0.6, "halfway");
        assertThat(events.next("image_edit.partial_image").getString("size")).isEqualTo("auto");
        worker.finishes(job);
        assertThat(events.next("image_edit.completed").getString("size")).isEqualTo("128x128");
        assertThat(events.isOver()).isTrue();
    }

    @Test
    void aFailureIsAnEventOfItsOwn() {
        Events events = generation("{'prompt':'a ring','stream':true}");
        worker.fails(worker.takes(), "engine-error", "It went wrong.");

        JsonPath error = events.next("error");
        assertThat(error.<String, Object>getMap("")).containsOnlyKeys("type", "error");
        assertThat(error.getString("type")).isEqualTo("error");
        assertThat(error.<String, Object>getMap("error"))
                .containsOnlyKeys("message", "type", "param", "code")
                .containsEntry("message", "It went wrong.")
                .containsEntry("type", "server_error")
                .containsEntry("param", null)
                .containsEntry("code", "engine_error");
        assertThat(events.isOver()).isTrue();
    }

    @Test
    void aBucketThatIsDownInTheEndIsAFailureToo() {
        Events events = generation("{'prompt':'a ring','stream':true}");
        Job job = worker.takes();
        worker.finishesWithTheStoreDown(job, store);
        try {
            assertThat(events.next("error").getString("error.code")).isEqualTo("unavailable");
        } finally {
            store.down(false);
        }
    }

    @Test
    void silenceIsBrokenByComments() {
        Events events = generation("{'prompt':'a ring','stream':true}");
        assertThat(events.comments(3)).isEqualTo(3);
        worker.finishes(worker.takes());
        events.next(COMPLETED);
    }

    @Test
    void aReaderWhoGoesDoesNotEndTheJob() {
        String body = "{\"prompt\":\"a ring\",\"stream\":true}";
        HttpResponse<Stream<String>> response =
                client.stream("generations", JSON, body.getBytes(StandardCharsets.UTF_8));
        Job job = worker.takes();
        response.body().close();
        client.close();

        try (ImagesClient other = new ImagesClient()) {
            var again = other.json("generations", body, "X-Stainless-Retry-Count", "1");
            worker.finishes(job);
            assertThat(again.join().response().body()).contains("event: " + COMPLETED);
            assertThat(worker.queue()).hasSize(1);
        }
    }

    @Test
    void whatIsWrongFromTheStartIsNoStream() {
        var answer = client.json(
                        "generations",
                        "{'prompt':'a ring','stream':true,'partial_images':4}",
                        "Accept",
                        "text/event-stream")
                .join();
        assertThat(answer.error()).isEqualTo("400 invalid_request_error invalid_value partial_images");
    }

    private Events generation(String body) {
        return new Events(
                client.stream("generations", JSON, body.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
    }

    private void step(Job job, double fraction, String preview) {
        worker.comes(job, fraction);
        worker.previews(job, fraction, preview);
        // The file is replaced by the next preview's: it has to be read before.
        worker.rests();
    }

    private static String base64(String file) {
        return Base64.getEncoder().encodeToString(file.getBytes(StandardCharsets.UTF_8));
    }

    /** Reads a stream as clients do: an event ends at an empty line, what begins with a colon is passed over. */
    private static final class Events {
        private final Iterator<String> lines;

        Events(HttpResponse<Stream<String>> response) {
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("content-type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
            lines = response.body().iterator();
        }

        JsonPath next(String name) {
            String line = nextOfAnEvent();
            assertThat(line).isEqualTo("event: " + name);
            String data = lines.next();
            assertThat(data).startsWith("data: ");
            assertThat(lines.next()).isEmpty();
            return JsonPath.from(data.substring("data: ".length()));
        }

        boolean isOver() {
            while (lines.hasNext()) {
                if (!isComment(lines.next())) {
                    return false;
                }
            }
            return true;
        }

        int comments(int wanted) {
            int seen = 0;
            while (seen < wanted) {
                String line = lines.next();
                assertThat(isComment(line)).isTrue();
                seen += line.isEmpty() ? 0 : 1;
            }
            assertThat(lines.next()).isEmpty();
            return seen;
        }

        private String nextOfAnEvent() {
            String line = lines.next();
            while (isComment(line)) {
                line = lines.next();
            }
            return line;
        }

        private static boolean isComment(String line) {
            return line.isEmpty() || line.startsWith(":");
        }
    }
}
