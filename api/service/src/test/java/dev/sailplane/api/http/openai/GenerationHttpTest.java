package dev.sailplane.api.http.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.api.http.InMemoryChannels;
import dev.sailplane.api.storage.TestObjectStore;
import dev.sailplane.contract.GenerationInput;
import dev.sailplane.contract.Job;
import dev.sailplane.contract.OutputFormat;
import dev.sailplane.contract.OutputOptions;
import dev.sailplane.contract.Priority;
import dev.sailplane.contract.Sampler;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@WithTestResource(InMemoryChannels.class)
class GenerationHttpTest {
    private static final String GENERATIONS = "generations";

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
    void aPictureIsAnsweredByItsAddress() {
        JsonPath answer = drawn("{'model':'sailplane/stickers','prompt':'a red ring','size':'32x32'}");

        Job job = worker.takes();
        assertThat(answer.<String, Object>getMap(""))
                .containsOnlyKeys("created", "data", "size", "background", "output_format", "usage")
                .containsEntry("created", (Object) 32472144008L)
                .containsEntry("size", "32x32")
                .containsEntry("background", "opaque")
                .containsEntry("output_format", "png");
        assertThat(answer.getMap("data[0]")).containsOnlyKeys("url");
        assertThat(answer.getString("data[0].url"))
                .startsWith("https://bucket.example/jobs/" + job.id() + "/output/0.png");
        assertThat(answer.getMap("usage"))
                .isEqualTo(Map.of(
                        "input_tokens", 0,
                        "output_tokens", 0,
                        "total_tokens", 0,
                        "input_tokens_details", Map.of("text_tokens", 0, "image_tokens", 0)));
    }

    @Test
    void severalPicturesComeAsFilesWhereAskedFor() {
        JsonPath answer = drawn("{'prompt':'a red ring','n':2,'response_format':'b64_json'}");

        assertThat(answer.getList("data.b64_json")).containsExactly(base64("picture 0"), base64("picture 1"));
        assertThat(answer.getMap("data[0]")).containsOnlyKeys("b64_json");
        assertThat(answer.getString("size")).isEqualTo("128x128");
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-image-1, b64_json",
        "gpt-image-1-mini, b64_json",
        "chatgpt-image-latest, b64_json",
        "dall-e-2, url",
        "dall-e-3, url",
        "sailplane/stickers, url",
        "openai/glide, url"
    })
    void theFormOfTheAnswerIsThatOfTheModelNamed(String model, String key) {
        JsonPath answer = drawn("{'model':'" + model + "','prompt':'a red ring'}");
        assertThat(answer.getMap("data[0]")).containsOnlyKeys(key);
        assertThat(worker.takes().model()).isEqualTo(model.contains("/") ? model : "sailplane/stickers");
    }

    @Test
    void everyFieldReachesTheJob() {
        drawn("""
                {'model':'openai/glide','prompt':'a red ring','n':3,'size':'256x256','seed':7,'negative_prompt':'blue',
                 'num_inference_steps':20,'upsample_steps':9,'guidance_scale':2.5,'sampler':'ddim','output_format':'jpeg',
                 'output_compression':0,'quality':'hd','style':'vivid','moderation':'low','background':'auto','user':'u1',
                 'partial_images':2}""");

        assertThat(worker.takes().input())
                .isEqualTo(new GenerationInput(
                        "a red ring",
                        "blue",
                        7,
                        3,
                        OptionalInt.of(256),
                        OptionalInt.of(20),
                        OptionalInt.of(9),
                        Optional.of(Sampler.DDIM),
                        OptionalDouble.of(2.5),
                        Optional.empty(),
                        new OutputOptions(OutputFormat.JPEG, 1, false),
                        Optional.empty(),
                        Set.of()));
    }

    @Test
    void aPriorityReachesTheJobAndAnUnknownOneIsNamed() {
        drawn("{'prompt':'a red ring','priority':'batch'}");
        assertThat(worker.takes().priority()).isEqualTo(Priority.BATCH);
        assertThat(client.json(GENERATIONS, "{'prompt':'a red ring','priority':'urgent'}")
                        .join()
                        .error())
                .isEqualTo("400 invalid_request_error invalid_value priority");
    }

    @Test
    void stepsToKeepAreForPredictions() {
        assertThat(client.json(GENERATIONS, "{'prompt':'a red ring','checkpoint_steps':[1]}")
                        .join()
                        .error())
                .isEqualTo("400 invalid_request_error invalid_value checkpoint_steps");
    }

    @Test
    void nullIsTheSameAsAbsent() {
        JsonPath answer = drawn("""
                {'prompt':'a red ring','model':null,'n':null,'size':null,'response_format':null,'quality':null,'style':null,
                 'user':null,'stream':null,'partial_images':null,'background':null,'moderation':null,'seed':null,
                 'output_format':null,'output_compression':null}""");

        assertThat(answer.getList("data")).hasSize(1);
        assertThat(worker.takes().input().output()).isEqualTo(OutputOptions.PLAIN);
    }

    @ParameterizedTest
    @CsvSource({
        "dall-e-2, 1024x1024, 128",
        "gpt-image-1, 1536x1024, 128",
        "dall-e-2, 128x128, 128",
        "dall-e-2, 32x32, 32",
        "dall-e-2, auto, 128"
    })
    void aStandardSizeThatOpenAisModelsHaveBecomesTheLargest(String model, String size, int side) {
        JsonPath answer = drawn("{'model':'" + model + "','prompt':'a red ring','size':'" + size + "'}");
        assertThat(answer.getString("size")).isEqualTo(side + "x" + side);
    }

    @Test
    void aRepetitionOfTheClientsOwnLeadsToTheSameJob() {
        String body = "{'prompt':'a red ring','response_format':'b64_json'}";
        CompletableFuture<ImagesClient.Answer> first = client.json(GENERATIONS, body, "X-Stainless-Retry-Count", "0");
        Job job = worker.takes();
        CompletableFuture<ImagesClient.Answer> second = client.json(GENERATIONS, body, "X-Stainless-Retry-Count", "1");
        worker.finishes(job);

        assertThat(second.join().json().getList("data.b64_json")).containsExactly(base64("picture 0"));
        assertThat(first.join().response().body())
                .isEqualTo(second.join().response().body());
        assertThat(worker.queue()).hasSize(1);
    }

    @Test
    void anIdempotencyKeyLeadsToTheSameJob() {
        String body = "{'prompt':'a red ring'}";
        CompletableFuture<ImagesClient.Answer> first = client.json(GENERATIONS, body, "Idempotency-Key", "one");
        worker.finishes(worker.takes());
        first.join();

        ImagesClient.Answer again =
                client.json(GENERATIONS, body, "Idempotency-Key", "one").join();
        assertThat(again.status()).isEqualTo(200);
        assertThat(worker.queue()).hasSize(1);
        assertThat(client.json(GENERATIONS, "{'prompt':'a blue ring'}", "Idempotency-Key", "one")
                        .join()
                        .error())
                .isEqualTo("400 invalid_request_error idempotency_key_reused null");
    }

    @Test
    void whoWaitedInVainIsToldWhereTheResultWillBeAndFindsItByRepeating() {
        String body = "{'prompt':'a red ring'}";
        ImagesClient.Answer late = client.json(GENERATIONS, body).join();

        Job job = worker.takes();
        assertThat(late.error()).isEqualTo("504 server_error timeout null");
        assertThat(late.json().getString("error.message")).contains("/v1/predictions/" + job.id());
        assertThat(late.header("x-should-retry")).isEqualTo("true");

        worker.finishes(job);
        ImagesClient.Answer again =
                client.json(GENERATIONS, body, "X-Stainless-Retry-Count", "1").join();
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().getString("data[0].url")).contains(job.id().value());
        assertThat(worker.queue()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "engine-error, 500, server_error, engine_error",
        "input-invalid, 400, invalid_request_error, input_invalid"
    })
    void aFailedJobIsAFailedRequest(String failure, int status, String type, String code) {
        CompletableFuture<ImagesClient.Answer> answer = client.json(GENERATIONS, "{'prompt':'a red ring'}");
        worker.fails(worker.takes(), failure, "It went wrong.");

        assertThat(answer.join().error()).isEqualTo("%d %s %s null".formatted(status, type, code));
        assertThat(answer.join().json().getString("error.message")).isEqualTo("It went wrong.");
        assertThat(answer.join().header("x-should-retry")).isEqualTo("false");
    }

    @Test
    void aCanceledJobIsNotRepeated() {
        CompletableFuture<ImagesClient.Answer> answer = client.json(GENERATIONS, "{'prompt':'a red ring'}");
        worker.cancels(worker.takes());

        assertThat(answer.join().error()).isEqualTo("400 invalid_request_error job_canceled null");
        assertThat(answer.join().header("x-should-retry")).isEqualTo("false");
    }

    @Test
    void picturesThatWereRemovedAreSaidToBe() {
        CompletableFuture<ImagesClient.Answer> first =
                client.json(GENERATIONS, "{'prompt':'a red ring','model':'gpt-image-1'}");
        worker.finishes(worker.takes());
        first.join();
        store.objects().clear();

        ImagesClient.Answer again = client.json(
                        GENERATIONS, "{'prompt':'a red ring','model':'gpt-image-1'}", "X-Stainless-Retry-Count", "1")
                .join();
        assertThat(again.error()).isEqualTo("410 invalid_request_error outputs_removed null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/event-stream", "application/json", "*/*", "image/png"})
    void theBodyAloneDecidesAboutStreaming(String accepted) {
        CompletableFuture<ImagesClient.Answer> answer =
                client.json(GENERATIONS, "{'prompt':'a red ring','stream':false}", "Accept", accepted);
        worker.finishes(worker.takes());
        assertThat(answer.join().status()).isEqualTo(200);
        assertThat(answer.join().header("content-type")).startsWith("application/json");
    }

    private JsonPath drawn(String body) {
        CompletableFuture<ImagesClient.Answer> answer = client.json(GENERATIONS, body.replace("\n", ""));
        worker.finishes(worker.takes());
        assertThat(answer.join().status()).isEqualTo(200);
        assertThat(answer.join().header("content-type")).startsWith("application/json");
        return answer.join().json();
    }

    private static String base64(String file) {
        return Base64.getEncoder().encodeToString(file.getBytes(StandardCharsets.UTF_8));
    }
}
