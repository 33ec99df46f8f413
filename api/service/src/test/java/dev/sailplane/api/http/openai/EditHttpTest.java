package dev.sailplane.api.http.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.api.http.InMemoryChannels;
import dev.sailplane.api.source.TestPictures;
import dev.sailplane.api.storage.TestObjectStore;
import dev.sailplane.contract.GenerationInput;
import dev.sailplane.contract.Job;
import dev.sailplane.contract.ObjectKeys;
import dev.sailplane.contract.Priority;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

@QuarkusTest
@WithTestResource(InMemoryChannels.class)
class EditHttpTest {
    private static final String EDITS = "edits";
    private static final byte[] IMAGE = TestPictures.opaque(8, 8);
    private static final byte[] MASK = TestPictures.transparent(8, 8);

    /** Every way in which the official clients and curl send files. */
    static final List<Arguments> FORMS = List.of(
            Arguments.of("named", edit().file("image", "image/png", IMAGE).file("mask", "image/png", MASK)),
            Arguments.of(
                    "an array of one",
                    edit().file("image[]", "image/png", IMAGE).file("mask", "image/png", MASK)),
            Arguments.of(
                    "of no type",
                    edit().file("image", "application/octet-stream", IMAGE).file("mask", "", MASK)),
            Arguments.of(
                    "without a name",
                    edit().bytes("image", "application/octet-stream", IMAGE)
                            .bytes("mask", "application/octet-stream", MASK)),
            Arguments.of(
                    "without a name, a picture",
                    edit().bytes("image", "image/png", IMAGE).bytes("mask", "image/png", MASK)),
            Arguments.of(
                    "of another type than told",
                    edit().file("image", "image/webp", IMAGE).file("mask", "image/jpeg", MASK)));

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

    @ParameterizedTest(name = "{0}")
    @FieldSource("FORMS")
    void filesAreTakenHoweverTheyAreSent(String way, Form form) {
        CompletableFuture<ImagesClient.Answer> answer = client.form(EDITS, form);
        Job job = worker.takes();
        worker.finishes(job);

        assertThat(answer.join().status()).as(way).isEqualTo(200);
        assertThat(answer.join().json().getMap("data[0]")).containsOnlyKeys("url");
        assertIsTheEdit(job);
    }

    @Test
    void everyFieldOfAFormReachesTheJob() {
        Form form = new Form()
                .text("model", "gpt-image-1")
                .text("prompt", "ein grüner Ring ⬤")
                .text("n", "2")
                .text("size", "1024x1024")
                .text("seed", "9007199254740991")
                .text("num_inference_steps", "3")
                .text("guidance_scale", "2.5")
                .text("output_format", "jpeg")
                .text("output_compression", "50")
                .text("input_fidelity", "high")
                .text("quality", "medium")
                .text("stream", "false")
                .text("priority", "batch")
                .text("user", "somebody")
                .file("image", "image/png", MASK);
        CompletableFuture<ImagesClient.Answer> answer = client.form(EDITS, form);
        Job job = worker.takes();
        worker.finishes(job);

        assertThat(answer.join().json().getList("data.b64_json")).hasSize(2);
        assertThat(answer.join().json().getString("output_format")).isEqualTo("jpeg");
        assertThat(job.priority()).isEqualTo(Priority.BATCH);
        assertThat(job.input().prompt()).isEqualTo("ein grüner Ring ⬤");
        assertThat(job.input().seed()).isEqualTo(9007199254740991L);
        assertThat(job.input().size()).hasValue(128);
        assertThat(job.input().numInferenceSteps()).hasValue(3);
        assertThat(job.input().guidanceScale()).hasValue(2.5);
        assertThat(job.input().output().quality()).isEqualTo(50);
    }

    @Test
    void theLongestPromptFitsIntoAForm() {
        CompletableFuture<ImagesClient.Answer> answer =
                client.form(EDITS, new Form().text("prompt", "😀".repeat(4_000)).file("image", "image/png", MASK));
        worker.finishes(worker.takes());
        assertThat(answer.join().status()).isEqualTo(200);
    }

    @Test
    void picturesMayComeInJson() {
        CompletableFuture<ImagesClient.Answer> answer = client.json(
                EDITS,
                "{'prompt':'a ring','model':null,'images':[{'image_url':'" + TestPictures.dataUrl(IMAGE)
                        + "','file_id':null}],'mask':{'image_url':'" + TestPictures.dataUrl(MASK) + "'}}");
        Job job = worker.takes();
        worker.finishes(job);

        assertThat(answer.join().status()).isEqualTo(200);
        assertIsTheEdit(job);
    }

    @Test
    void anImageMayCarryItsMask() {
        CompletableFuture<ImagesClient.Answer> answer = client.form(EDITS, edit().file("image", "image/png", MASK));
        Job job = worker.takes();
        worker.finishes(job);
        assertThat(answer.join().status()).isEqualTo(200);
        assertIsTheEdit(job);
    }

    @Test
    void aVariationBeginsPartOfTheWay() {
        CompletableFuture<ImagesClient.Answer> answer = client.form(
                "variations",
                new Form()
                        .text("n", "2")
                        .text("response_format", "b64_json")
                        .text("size", "256x256")
                        .bytes("image", "application/octet-stream", IMAGE));
        Job job = worker.takes();
        worker.finishes(job);

        assertThat(answer.join().json().getList("data.b64_json")).hasSize(2);
        assertThat(job.input().source()).hasValue(new GenerationInput.Variation(ObjectKeys.sourceImage(job.id()), 0.7));
        assertThat(job.input().prompt()).isEmpty();
    }

    @Test
    void aFormSentAgainWithAnotherBoundaryAndOrderLeadsToTheSameJob() {
        Form first = new Form("----one").text("prompt", "a ring").text("n", "1").file("image", "image/png", MASK);
        Form again = new Form("----two")
                .file("image", "image/png", MASK)
                .text("n", "1")
                .text("prompt", "a ring");
        CompletableFuture<ImagesClient.Answer> firstAnswer = client.form(EDITS, first);
        Job job = worker.takes();
        CompletableFuture<ImagesClient.Answer> secondAnswer = client.form(EDITS, again, "X-Stainless-Retry-Count", "1");
        worker.finishes(job);

        assertThat(secondAnswer.join().response().body())
                .isEqualTo(firstAnswer.join().response().body());
        assertThat(worker.queue()).hasSize(1);
    }

    @Test
    void aRepetitionWithAnotherPictureIsAnotherJob() {
        CompletableFuture<ImagesClient.Answer> first = client.form(EDITS, edit().file("image", "image/png", MASK));
        worker.finishes(worker.takes());
        first.join();
        connector.sink("jobs").clear();

        CompletableFuture<ImagesClient.Answer> other = client.form(
                EDITS,
                edit().file("image", "image/png", TestPictures.transparent(8, 10)),
                "X-Stainless-Retry-Count",
                "1");
        worker.finishes(worker.takes());
        assertThat(other.join().status()).isEqualTo(200);
    }

    private void assertIsTheEdit(Job job) {
        assertThat(job.input().source())
                .hasValue(new GenerationInput.Edit(ObjectKeys.sourceImage(job.id()), ObjectKeys.sourceMask(job.id())));
        BufferedImage image = stored(ObjectKeys.sourceImage(job.id()));
        BufferedImage mask = stored(ObjectKeys.sourceMask(job.id()));
        assertThat(image.getWidth()).isEqualTo(8);
        // Alpha 0, at the right, is what is drawn anew.
        assertThat(mask.getRaster().getSample(0, 0, 0)).isEqualTo(255);
        assertThat(mask.getRaster().getSample(7, 0, 0)).isZero();
    }

    private BufferedImage stored(String key) {
        return TestPictures.read(store.get(key, 10_000).orElseThrow());
    }

    private static Form edit() {
        return new Form().text("prompt", "a ring");
    }
}
