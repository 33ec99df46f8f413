package dev.sailplane.api.http.openai;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.sailplane.api.http.InMemoryChannels;
import dev.sailplane.api.source.TestPictures;
import dev.sailplane.api.storage.TestObjectStore;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every failure has OpenAI's form, names the field as the caller knows it, and leaves nothing behind. */
@QuarkusTest
@WithTestResource(InMemoryChannels.class)
class ErrorHttpTest {
    private static final String GENERATIONS = "generations";
    private static final String EDITS = "edits";
    private static final String VARIATIONS = "variations";
    private static final byte[] IMAGE = TestPictures.transparent(8, 8);
    private static final String URL = "'" + TestPictures.dataUrl(IMAGE) + "'";
    private static final String OPAQUE = "'" + TestPictures.dataUrl(TestPictures.opaque(8, 8)) + "'";

    static final List<Arguments> FIELDS = List.of(
            Arguments.of("", "prompt", "is required"),
            Arguments.of("'prompt':7", "prompt", "string"),
            Arguments.of("'prompt':''", "prompt", "1 to 4000"),
            good("'n':0", "n", "n must be an integer from 1 to 10"),
            good("'n':11", "n", "n must be an integer from 1 to 10"),
            good("'n':'2'", "n", "integer"),
            good("'size':'17x17'", "size", "auto or one of 32x32, 128x128"),
            good("'size':'128x32'", "size", "auto or one of 32x32, 128x128"),
            good("'size':'large'", "size", "auto or one of 32x32, 128x128"),
            good("'size':128", "size", "string"),
            good("'model':'sailplane/stickers','size':'1024x1024'", "size", "auto or one of 32x32, 128x128"),
            good("'response_format':'png'", "response_format", "b64_json, url"),
            good("'quality':'best'", "quality", "auto, standard, hd"),
            good("'style':'cubist'", "style", "vivid, natural"),
            good("'moderation':'high'", "moderation", "auto, low"),
            good("'background':'transparent'", "background", "auto or opaque"),
            good("'background':'red'", "background", "auto, opaque"),
            good("'output_format':'gif'", "output_format", "jpeg"),
            good("'output_compression':101", "output_compression", "0 to 100"),
            good("'output_compression':-1", "output_compression", "0 to 100"),
            good("'stream':'yes'", "stream", "true or false"),
            good("'partial_images':4", "partial_images", "0 to 3"),
            good("'user':7", "user", "string"),
            good("'user':'" + "u".repeat(513) + "'", "user", "512"),
            good("'seed':-1", "seed", "0 to 9007199254740991"),
            good("'num_inference_steps':1000", "num_inference_steps", "1 to 250"),
            good("'guidance_scale':21", "guidance_scale", "0 to 20"),
            good("'sampler':'euler'", "sampler", "ancestral, ddim"),
            good("'num_outputs':2", "num_outputs", "not a field"),
            good("'previews':true", "previews", "not a field"),
            good("'image':" + URL, "image", "not a field"),
            good("'a/b~c':1", "a/b~c", "not a field"),
            good("'colour':null", "colour", "not a field"),
            good("'input_fidelity':'high'", "input_fidelity", "not a field"));

    static final List<Arguments> EDITS_IN_JSON = List.of(
            good("'images':[]", "images", "1 picture, holds 0"),
            good("'n':1", "images", "1 picture, holds 0"),
            good("'images':[{'image_url':" + URL + "},{'image_url':" + URL + "}]", "images", "1 picture, holds 2"),
            good("'images':[{'file_id':'file-1'}]", "images[0].file_id", "not supported"),
            good("'images':[{}]", "images[0].image_url", "required"),
            good("'images':[" + URL + "]", "images[0]", "object"),
            good("'images':[{'image_url':7}]", "images[0].image_url", "string"),
            good("'images':[{'image_url':" + URL + ",'alt':1}]", "images[0].alt", "not a field"),
            good("'images':[{'image_url':'ftp://host/a.png'}]", "images[0].image_url", "https"),
            good("'images':[{'image_url':" + OPAQUE + "}]", "mask.image_url", "required"),
            good("'images':[{'image_url':" + URL + "}],'mask':{'file_id':'file-1'}", "mask.file_id", "not supported"),
            good("'images':[{'image_url':" + URL + "}],'mask':" + URL, "mask", "object"),
            good("'image':" + URL, "image", "images"),
            good("'images':[{'image_url':" + URL + "}],'style':'vivid'", "style", "not a field"));

    static final List<Arguments> FORMS = List.of(
            Arguments.of(EDITS, edit(), "image", "required"),
            Arguments.of(VARIATIONS, new Form().text("n", "1"), "image", "required"),
            Arguments.of(EDITS, picture(new Form()), "prompt", "required"),
            Arguments.of(EDITS, picture(picture(edit())), "image", "1 picture"),
            Arguments.of(EDITS, pictures(pictures(edit())), "image", "1 picture"),
            Arguments.of(EDITS, pictures(picture(edit())), "image", "1 picture"),
            Arguments.of(EDITS, edit().text("image", "not a file"), "image", "file"),
            Arguments.of(EDITS, edit().bytes("image", "text/plain", IMAGE), "image", "file"),
            Arguments.of(
                    EDITS,
                    edit().file("image", "image/png", new byte[] {1, 2, 3}),
                    "image",
                    "image must be a GIF, PNG or JPEG file"),
            Arguments.of(
                    EDITS,
                    picture(edit()).file("mask", "image/png", TestPictures.transparent(9, 8)),
                    "mask",
                    "8x8, is 9x8"),
            Arguments.of(EDITS, picture(edit()).text("n", "two"), "n", "1 to 10"),
            Arguments.of(EDITS, picture(edit()).text("n", "99999999999999999999"), "n", "1 to 10"),
            Arguments.of(EDITS, picture(edit()).text("n", "1").text("n", "2"), "n", "once"),
            Arguments.of(EDITS, picture(edit()).text("guidance_scale", "1e999"), "guidance_scale", "0 to 20"),
            Arguments.of(EDITS, picture(edit()).text("guidance_scale", "NaN"), "guidance_scale", "number"),
            Arguments.of(EDITS, picture(edit()).text("stream", "maybe"), "stream", "true or false"),
            Arguments.of(EDITS, picture(edit()).text("colour", "red"), "colour", "not a field"),
            Arguments.of(EDITS, picture(edit()).file("notes", "image/png", IMAGE), "notes", "text"),
            Arguments.of(VARIATIONS, picture(new Form()).file("mask", "image/png", IMAGE), "mask", "not a field"),
            Arguments.of(VARIATIONS, picture(new Form()).text("stream", "true"), "stream", "not a field"),
            Arguments.of(VARIATIONS, picture(new Form()).text("prompt_strength", "2"), "prompt_strength", "0.01 to 1"));

    static final List<Arguments> BROKEN_FORMS = List.of(
            Arguments.of("multipart/form-data; boundary=x", "--x\r\nnonsense"),
            Arguments.of("multipart/form-data; boundary=x", ""),
            Arguments.of("multipart/form-data", ""),
            Arguments.of(
                    "multipart/form-data; boundary=x",
                    "--x\r\nContent-Disposition: form-data\r\n\r\nnameless\r\n--x--\r\n"),
            Arguments.of(
                    "multipart/form-data; boundary=x",
                    "--x\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\ncut off"));

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
    void nothingIsLeftBehind() {
        client.close();
        assertThat(worker.queue()).isEmpty();
        assertThat(store.objects()).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("FIELDS")
    void aWrongFieldIsNamedWithItsLimit(String fields, String param, String limit) {
        assertRefused(client.json(GENERATIONS, "{" + fields + "}").join(), param, limit);
    }

    @ParameterizedTest
    @FieldSource("EDITS_IN_JSON")
    void aWrongFieldOfAnEditIsNamedByItsPlace(String fields, String param, String limit) {
        assertRefused(client.json(EDITS, "{" + fields + "}").join(), param, limit);
    }

    @ParameterizedTest
    @FieldSource("FORMS")
    void aWrongPartIsNamedWithItsLimit(String path, Form form, String param, String limit) {
        assertRefused(client.form(path, form).join(), param, limit);
    }

    @Test
    void aFormOfTooManyPartsIsRefused() {
        Form form = edit();
        for (int part = 0; part < 70; part++) {
            form.text("part" + part, "");
        }
        ImagesClient.Answer answer = client.form(EDITS, form).join();
        assertThat(answer.error()).isEqualTo("400 invalid_request_error invalid_value null");
        assertThat(answer.json().getString("error.message")).contains("64 parts");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-4", "dall-e-9", "nobody/nothing", "GPT-IMAGE-1"})
    void anUnknownModelIsNotFound(String model) {
        assertThat(client.json(GENERATIONS, "{'prompt':'a ring','model':'" + model + "'}")
                        .join()
                        .error())
                .isEqualTo("404 invalid_request_error model_not_found model");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{'prompt':'a','prompt':'b'}", "{'prompt':'a'} {}"})
    void whatIsNoJsonObjectIsSaidToBe(String body) {
        assertThat(client.json(GENERATIONS, body).join().error()).isEqualTo("400 invalid_request_error not_json null");
    }

    @ParameterizedTest
    @FieldSource("BROKEN_FORMS")
    void aBrokenFormIsABadRequest(String contentType, String body) {
        ImagesClient.Answer answer = client.post(EDITS, contentType, HttpRequest.BodyPublishers.ofString(body))
                .join();
        assertThat(answer.error()).startsWith("400 invalid_request_error");
    }

    @Test
    void aTextThatIsTooLongForAFormIsTooLarge() {
        ImagesClient.Answer answer = client.form(EDITS, picture(new Form().text("prompt", "a".repeat(20_000))))
                .join();
        assertThat(answer.error()).isEqualTo("413 invalid_request_error request_entity_too_large null");
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        String body = "{'prompt':'" + "a".repeat(2_000_000) + "'}";
        given().contentType("application/json")
                .body(body)
                .post("/v1/images/generations")
                .then()
                .statusCode(413)
                .contentType("application/json")
                .body("error.code", equalTo("body_too_large"));
        try (ImagesClient other = new ImagesClient(HttpClient.Version.HTTP_2)) {
            assertThat(other.json(GENERATIONS, body).join().error())
                    .isEqualTo("413 invalid_request_error body_too_large null");
        }
    }

    @Test
    void aTypeThatIsNotTakenIsRefused() {
        assertThat(client.post(GENERATIONS, "text/plain", HttpRequest.BodyPublishers.ofString("{}"))
                        .join()
                        .error())
                .isEqualTo("415 invalid_request_error unsupported_media_type null");
        assertThat(client.json(VARIATIONS, "{}").join().error())
                .isEqualTo("415 invalid_request_error unsupported_media_type null");
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThat(client.json("nothing", "{}").join().error()).isEqualTo("404 invalid_request_error not_found null");
        given().get("/v1/images")
                .then()
                .statusCode(404)
                .body("error.code", equalTo("not_found"))
                .body("error.param", nullValue());
    }

    @Test
    void anotherMethodIsNotAllowed() {
        given().get("/v1/images/generations")
                .then()
                .statusCode(405)
                .contentType("application/json")
                .body("error.type", equalTo("invalid_request_error"))
                .body("error.code", equalTo("method_not_allowed"));
    }

    @Test
    void aMalformedHeaderIsNamed() {
        ImagesClient.Answer answer = client.json(GENERATIONS, "{'prompt':'a ring'}", "Idempotency-Key", "k".repeat(256))
                .join();
        assertThat(answer.error()).isEqualTo("400 invalid_request_error invalid_header null");
        assertThat(answer.json().getString("error.message")).contains("Idempotency-Key");
    }

    @Test
    void aBucketThatIsDownRefusesAnEditForNow() {
        store.down(true);
        try {
            ImagesClient.Answer answer = client.form(EDITS, picture(edit())).join();
            assertThat(answer.error()).isEqualTo("503 server_error unavailable null");
            assertThat(answer.header("retry-after")).isEqualTo("5");
        } finally {
            store.down(false);
        }
    }

    @Test
    void otherPathsKeepTheirForm() {
        given().get("/v1/imagesque")
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("status", equalTo(404));
    }

    private static void assertRefused(ImagesClient.Answer answer, String param, String limit) {
        assertThat(answer.error()).isEqualTo("400 invalid_request_error invalid_value " + param);
        assertThat(answer.json().getString("error.message")).contains(limit);
    }

    private static Arguments good(String otherFields, String param, String limit) {
        return Arguments.of("'prompt':'a ring'," + otherFields, param, limit);
    }

    private static Form edit() {
        return new Form().text("prompt", "a ring");
    }

    private static Form picture(Form form) {
        return form.file("image", "image/png", IMAGE);
    }

    private static Form pictures(Form form) {
        return form.file("image[]", "image/png", IMAGE);
    }
}
