package dev.sailplane.api.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import dev.sailplane.api.source.TestPictures;
import dev.sailplane.api.storage.TestObjectStore;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong is refused with the field named, and leaves nothing behind. */
@QuarkusTest
@WithTestResource(InMemoryChannels.class)
class BadInputHttpTest {
    private static final String PREDICTIONS = "/v1/models/sailplane/stickers/predictions";

    private static final String IMAGE = TestPictures.dataUrl(TestPictures.opaque(8, 8));
    private static final String OTHER_SIZE = TestPictures.dataUrl(TestPictures.opaque(8, 9));
    private static final String GIANT = TestPictures.dataUrl(TestPictures.claiming(50_000, 50_000));
    private static final String NO_PICTURE = "data:image/png;base64,"
            + Base64.getEncoder().encodeToString("this is no picture".getBytes(StandardCharsets.UTF_8));

    static final List<Arguments> FIELDS = List.of(
            field("'prompt':''", "prompt", "1 to 4000"),
            field("'prompt':'  \\t '", "prompt", "blank"),
            field("'prompt':'" + "a".repeat(20_000) + "'", "prompt", "1 to 4000 characters, has 20000"),
            field("'prompt':7", "prompt", "string"),
            field("'prompt':null", "prompt", "required"),
            field("'prompt':'\\ud800 alone'", "prompt", "surrogate"),
            field("'seed':1", "prompt", "required"),
            good("'negative_prompt':'" + "a".repeat(4_001) + "'", "negative_prompt", "4000"),
            good("'guidance_scale':-1", "guidance_scale", "0 to 20"),
            good("'guidance_scale':20.1", "guidance_scale", "0 to 20"),
            good("'guidance_scale':1e999", "guidance_scale", "0 to 20"),
            good("'guidance_scale':NaN", "guidance_scale", "0 to 20"),
            good("'guidance_scale':-Infinity", "guidance_scale", "0 to 20"),
            good("'seed':NaN", "seed", "integer"),
            good("'guidance_scale':'NaN'", "guidance_scale", "number"),
            good("'num_inference_steps':10000", "num_inference_steps", "1 to 250"),
            good("'num_inference_steps':0", "num_inference_steps", "1 to 250"),
            good("'num_inference_steps':2.5", "num_inference_steps", "integer"),
            good("'num_inference_steps':99999999999999999999", "num_inference_steps", "1 to 250"),
            good("'upsample_steps':141", "upsample_steps", "1 to 140"),
            good("'num_outputs':11", "num_outputs", "1 to 10"),
            good("'num_outputs':true", "num_outputs", "integer"),
            good("'seed':-1", "seed", "0 to 9007199254740991"),
            good("'seed':9007199254740992", "seed", "0 to 9007199254740991"),
            good("'size':256", "size", "[32, 128]"),
            good("'size':-128", "size", "integer"),
            good("'sampler':'euler'", "sampler", "ancestral, ddim"),
            good("'scheduler':['ddim']", "scheduler", "ancestral, ddim"),
            good("'sampler':'ddim','scheduler':'ddim'", "scheduler", "one of them"),
            good("'checkpoint_steps':7", "checkpoint_steps", "array"),
            good("'checkpoint_steps':[0]", "checkpoint_steps", "1 to 999"),
            good("'checkpoint_steps':[1000]", "checkpoint_steps", "1 to 999"),
            good("'checkpoint_steps':[1,2,3,4,5,6,7,8,9]", "checkpoint_steps", "up to 8"),
            good("'checkpoint_steps':[3,3]", "checkpoint_steps", "each once"),
            good("'checkpoint_steps':[3,null,'4']", "checkpoint_steps", "integers"),
            good("'checkpoint_steps':[4294967297]", "checkpoint_steps", "1 to 999"),
            good("'num_inference_steps':20,'checkpoint_steps':[20]", "checkpoint_steps", "1 to 19"),
            good("'num_inference_steps':1,'checkpoint_steps':[1]", "checkpoint_steps", "empty"),
            good(
                    "'num_inference_steps':20,'image':'" + IMAGE + "','prompt_strength':0.5,'checkpoint_steps':[10]",
                    "checkpoint_steps",
                    "1 to 9"),
            good("'priority':'batch'", "priority", "not a field"),
            good("'width':64", "width", "not a field"),
            good("'mask_source':'grey','image':'" + IMAGE + "'", "mask_source", "alpha, black, white"),
            good("'mask':'" + IMAGE + "'", "image", "required"),
            good("'image':'" + IMAGE + "'", "mask", "required"),
            good("'image':'" + IMAGE + "','mask':'" + OTHER_SIZE + "'", "mask", "8x8, is 8x9"),
            good("'image':'" + GIANT + "','mask':'" + IMAGE + "'", "image", "50000x50000"),
            good("'image':'" + NO_PICTURE + "','mask':'" + IMAGE + "'", "image", "PNG or JPEG"),
            good("'image':'" + IMAGE + "','mask':'data:image/png;base64,***'", "mask", "base 64"),
            good("'image':'uploads/none.png','mask':'" + IMAGE + "'", "image", "not in the bucket"),
            good("'image':'uploads/../secret','mask':'" + IMAGE + "'", "image", "object key"),
            good("'image':'https://127.0.0.1/a.png','mask':'" + IMAGE + "'", "image", "private"),
            good("'image':'https://localhost/a.png','mask':'" + IMAGE + "'", "image", "private"),
            good("'image':'https://169.254.169.254/latest','mask':'" + IMAGE + "'", "image", "private"),
            good("'image':'http://localhost/a.png','mask':'" + IMAGE + "'", "image", "https"),
            good("'image':'file:///etc/passwd','mask':'" + IMAGE + "'", "image", "https"));

    static final List<Arguments> BODIES = List.of(
            Arguments.of("{'input':{'prompt':'a ring'},'webhook':'https://127.0.0.1/in'}", "/webhook", "private"),
            Arguments.of("{'input':{'prompt':'a ring'},'webhook':'http://hooks.example/in'}", "/webhook", "https"),
            Arguments.of("{'input':{'prompt':'a ring'},'webhook':'https://a:b@hooks.example/'}", "/webhook", "user"),
            Arguments.of("{'input':{'prompt':'a ring'},'webhook':'not a url'}", "/webhook", "URL"),
            Arguments.of(
                    "{'input':{'prompt':'a ring'},'webhook_events_filter':['completed']}",
                    "/webhook_events_filter",
                    "needs a webhook"),
            Arguments.of(
                    "{'input':{'prompt':'a'},'webhook':'https://127.0.0.1','webhook_events_filter':['done']}",
                    "/webhook_events_filter",
                    "completed, logs, output, start"),
            Arguments.of("{'input':{'prompt':'a ring'},'priority':'urgent'}", "/priority", "batch, interactive"),
            Arguments.of("{'input':{'prompt':'a ring'},'priority':1}", "/priority", "batch, interactive"),
            Arguments.of("{'input':{'prompt':'a ring'},'inptu':1}", "/inptu", "not a field"),
            Arguments.of("{'input':['a ring']}", "/input", "object"),
            Arguments.of("{}", "/input", "required"));

    @Inject
    @Any
    InMemoryConnector connector;

    @Inject
    TestObjectStore store;

    @BeforeEach
    void clear() {
        connector.sink("jobs").clear();
        store.objects().clear();
    }

    @AfterEach
    void nothingIsLeftBehind() {
        assertThat(connector.sink("jobs").received()).isEmpty();
        assertThat(store.objects()).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("FIELDS")
    void aWrongFieldIsNamedWithItsLimit(String input, String field, String limit) {
        invalid(PREDICTIONS, "{'input':{" + input + "}}", "/input/" + field, limit);
    }

    @ParameterizedTest
    @FieldSource("BODIES")
    void aWrongBodyIsNamedToo(String body, String pointer, String limit) {
        invalid(PREDICTIONS, body, pointer, limit);
    }

    @Test
    void everyWrongFieldIsToldAtOnce() {
        post(PREDICTIONS, "{'input':{'guidance_scale':-1,'num_outputs':0,'colour':'red'},'webhook':':'}")
                .statusCode(422)
                .body(
                        "errors.pointer",
                        hasItems(
                                "/input/prompt",
                                "/input/guidance_scale",
                                "/input/num_outputs",
                                "/input/colour",
                                "/webhook"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'input':{'prompt':'a'}}", "{'version':'none','input':{'prompt':'a'}}"})
    void anUnknownOrMissingVersionIsNamed(String body) {
        post("/v1/predictions", body).statusCode(422).body("errors.pointer", hasItem("/version"));
    }

    @Test
    void anUnknownModelIsNotFound() {
        post("/v1/models/nobody/nothing/predictions", "{'input':{'prompt':'a'}}")
                .statusCode(404)
                .body("type", equalTo("urn:sailplane:problem:unknown-model"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "'text'",
                "null",
                "{'input':{'prompt':'a','prompt':'b'}}",
                "{'input':{'prompt':'a'}} {}",
                "{'input':{'prompt':'a',}}"
            })
    void whatIsNotJsonIsRefused(String body) {
        post(PREDICTIONS, body).statusCode(400).body("type", equalTo("urn:sailplane:problem:not-json"));
    }

    @Test
    void deeplyNestedJsonIsRefused() {
        post(PREDICTIONS, "[".repeat(5_000)).statusCode(400);
    }

    @Test
    void brokenUtf8IsRefused() {
        byte[] body = "{\"input\":{\"prompt\":\"?\"}}".getBytes(StandardCharsets.ISO_8859_1);
        body[20] = (byte) 0xFF;
        given().contentType("application/json")
                .body(body)
                .post(PREDICTIONS)
                .then()
                .statusCode(400)
                .contentType(Problem.MEDIA_TYPE);
    }

    @Test
    void aBodyBeyondTheLimitIsRefusedByAProblem() {
        post(PREDICTIONS, "{'input':{'prompt':'" + "a".repeat(1 << 20) + "'}}")
                .statusCode(413)
                .body("type", equalTo("urn:sailplane:problem:body-too-large"));
    }

    @Test
    void whoSendsAllBeforeReadingGetsTheAnswerToo() throws IOException {
        int length = 8 << 20;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(("POST " + PREDICTIONS + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "Content-Length: " + length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(new byte[length]);
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 413 ").contains("urn:sailplane:problem:body-too-large");
        }
    }

    @Test
    void anotherMediaTypeIsRefusedByAProblem() {
        given().contentType("text/plain")
                .body("a ring")
                .post(PREDICTIONS)
                .then()
                .statusCode(415)
                .contentType(Problem.MEDIA_TYPE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1/predictions/01jmzx3v9q8t7w6y5k4h3g2f1e", "/v1/predictions/..%2f..", "/v1/nothing", "/other"
            })
    void whatIsNotThereIsNotFound(String path) {
        given().urlEncodingEnabled(false)
                .get(path)
                .then()
                .statusCode(404)
                .contentType(Problem.MEDIA_TYPE)
                .body("status", equalTo(404));
    }

    private static void invalid(String path, String body, String pointer, String limit) {
        post(path, body)
                .statusCode(422)
                .body("type", equalTo("urn:sailplane:problem:invalid-fields"))
                .body("errors.pointer", hasItem(pointer))
                .body("errors.find { it.pointer == '" + pointer + "' }.detail", containsString(limit))
                .body("instance", equalTo(path));
    }

    private static ValidatableResponse post(String path, String body) {
        return given().contentType("application/json")
                .body(body.replace('\'', '"'))
                .post(path)
                .then()
                .contentType(Problem.MEDIA_TYPE);
    }

    private static Arguments field(String input, String field, String limit) {
        return Arguments.of(input, field, limit);
    }

    private static Arguments good(String otherFields, String field, String limit) {
        return field("'prompt':'a ring'," + otherFields, field, limit);
    }
}
