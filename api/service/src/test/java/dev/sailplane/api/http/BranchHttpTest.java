package dev.sailplane.api.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.sailplane.api.http.openai.FakeWorker;
import dev.sailplane.api.source.TestPictures;
import dev.sailplane.api.storage.TestObjectStore;
import dev.sailplane.contract.GenerationInput;
import dev.sailplane.contract.Job;
import dev.sailplane.contract.JobEvent;
import dev.sailplane.contract.JobId;
import dev.sailplane.contract.JobManifest;
import dev.sailplane.contract.Messages;
import dev.sailplane.contract.ObjectKeys;
import dev.sailplane.contract.OutputFormat;
import dev.sailplane.contract.Priority;
import dev.sailplane.contract.TenantName;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.smallrye.reactive.messaging.memory.InMemoryConnector;
import jakarta.enterprise.inject.Any;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Jobs whose first steps are those of other jobs. */
@QuarkusTest
@WithTestResource(InMemoryChannels.class)
class BranchHttpTest {
    private static final String PREDICTIONS = "/v1/models/sailplane/stickers/predictions";
    private static final String IMAGE = TestPictures.dataUrl(TestPictures.transparent(8, 8));
    private static final String RING = """
            {'input':{'prompt':'a ring','negative_prompt':'blue','seed':7,'num_outputs':2,'size':32,
             'num_inference_steps':20,'upsample_steps':9,'guidance_scale':3,'sampler':'ddim','output_format':'webp',
             'output_quality':50,'checkpoint_steps':[5]},'priority':'batch'}""";

    static final List<Arguments> WRONG = List.of(
            wrong("{}", "/step", "required"),
            wrong("{'step':0}", "/step", "1 to 19"),
            wrong("{'step':20}", "/step", "1 to 19"),
            wrong("{'step':'5'}", "/step", "1 to 19"),
            wrong("{'step':4294967297}", "/step", "1 to 19"),
            wrong("{'step':null}", "/step", "required"),
            wrong("{'step':5,'input':[]}", "/input", "object"),
            wrong("{'step':5,'version':'stickers-2'}", "/version", "not a field"),
            wrong("{'step':5,'priority':'urgent'}", "/priority", "batch, interactive"),
            wrong("{'step':5,'webhook':'https://127.0.0.1/in'}", "/webhook", "private"),
            changed("'num_outputs':2", "num_outputs", "cannot be changed"),
            changed("'size':128", "size", "cannot be changed"),
            changed("'num_inference_steps':30", "num_inference_steps", "cannot be changed"),
            changed("'sampler':'ancestral'", "sampler", "cannot be changed"),
            changed("'scheduler':'ddim'", "scheduler", "cannot be changed"),
            changed("'prompt_strength':0.5", "prompt_strength", "cannot be changed"),
            changed("'image':'" + IMAGE + "'", "image", "cannot be changed"),
            changed("'mask':'" + IMAGE + "'", "mask", "branches of edits"),
            changed("'mask_source':'white'", "mask_source", "needs a mask"),
            changed("'prompt':' '", "prompt", "blank"),
            changed("'guidance_scale':21", "guidance_scale", "0 to 20"),
            changed("'checkpoint_steps':[5]", "checkpoint_steps", "6 to 19"),
            changed("'colour':'red'", "colour", "not a field"));

    @Inject
    @Any
    InMemoryConnector connector;

    @Inject
    TestObjectStore store;

    private FakeWorker worker;

    @BeforeEach
    void begin() {
        worker = new FakeWorker(connector, store);
    }

    @Test
    void aBranchIsAsTheOtherJobButForWhatItSays() {
        Job parent = created(RING);
        String id = branch(parent, "{'step':12,'input':{'prompt':'a disc','seed':8,'output_quality':60}}")
                .statusCode(201)
                .header("Location", startsWith("http://localhost:8080/v1/predictions/"))
                .body("status", equalTo("starting"))
                .body("priority", equalTo("interactive"))
                .body("branch.prediction", equalTo(parent.id().value()))
                .body("branch.step", equalTo(12))
                .body("input.prompt", equalTo("a disc"))
                .body("input.negative_prompt", equalTo("blue"))
                .body("input.checkpoint_steps", nullValue())
                .extract()
                .path("id");

        Job job = latest();
        GenerationInput before = parent.input();
        assertThat(job.id().value()).isEqualTo(id).isNotEqualTo(parent.id().value());
        assertThat(job.priority()).isEqualTo(Priority.INTERACTIVE);
        assertThat(job.input().branch()).hasValue(new GenerationInput.Branch(parent.id(), before, 12));
        assertThat(job.input().prompt()).isEqualTo("a disc");
        assertThat(job.input().seed()).isEqualTo(8);
        assertThat(job.input().output().format()).isEqualTo(OutputFormat.WEBP);
        assertThat(job.input().output().quality()).isEqualTo(60);
        assertThat(job.input())
                .usingRecursiveComparison()
                .comparingOnlyFields(
                        "negativePrompt",
                        "numOutputs",
                        "size",
                        "numInferenceSteps",
                        "upsampleSteps",
                        "sampler",
                        "guidanceScale",
                        "source")
                .isEqualTo(before);
        assertThat(job.input().checkpointSteps()).isEmpty();
        given().get("/v1/predictions/" + parent.id()).then().body("branch", nullValue());
    }

    @Test
    void theSettingsAfterTheSharedStepsMayChange() {
        Job parent = created(RING);
        branch(parent, """
                        {'step':1,'priority':'batch','input':{'negative_prompt':'','guidance_scale':0,'upsample_steps':3,
                         'output_format':'png','previews':true,'checkpoint_steps':[2,19]}}""").statusCode(201);
        GenerationInput input = latest().input();
        assertThat(latest().priority()).isEqualTo(Priority.BATCH);
        assertThat(input.prompt()).isEqualTo("a ring");
        assertThat(input.negativePrompt()).isEmpty();
        assertThat(input.guidanceScale()).hasValue(0);
        assertThat(input.upsampleSteps()).hasValue(3);
        assertThat(input.output().format()).isEqualTo(OutputFormat.PNG);
        assertThat(input.output().previews()).isTrue();
        assertThat(input.checkpointSteps()).isEqualTo(Set.of(2, 19));
    }

    @ParameterizedTest
    @FieldSource("WRONG")
    void whatABranchCannotDoIsNamed(String body, String pointer, String reason) {
        Job parent = created(RING);
        branch(parent, body)
                .statusCode(422)
                .contentType(Problem.MEDIA_TYPE)
                .body("errors.find { it.pointer == '" + pointer + "' }.detail", containsString(reason));
        assertThat(worker.queue()).containsExactly(parent);
    }

    @Test
    void everyWrongFieldIsToldAtOnce() {
        branch(created(RING), "{'step':99,'input':{'size':128,'guidance_scale':-1},'webhook':':'}")
                .statusCode(422)
                .body("errors.pointer", hasItems("/step", "/input/size", "/input/guidance_scale", "/webhook"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{'step':1,'step':2}", "{'step':1} {}"})
    void whatIsNotJsonIsRefused(String body) {
        branch(created(RING), body).statusCode(400).body("type", equalTo("urn:sailplane:problem:not-json"));
    }

    @Test
    void theModelsOwnNumberOfStepsIsNotKnownHere() {
        Job parent = created("{'input':{'prompt':'a ring'}}");
        branch(parent, "{'step':1000}").statusCode(422).body("detail", containsString("1 to 999"));
        branch(parent, "{'step':999}").statusCode(201);
    }

    @Test
    void aWayOfASingleStepHasNoBranches() {
        Job parent = created("{'input':{'prompt':'a ring','num_inference_steps':1}}");
        branch(parent, "{'step':1}").statusCode(422).body("detail", containsString("single step"));
    }

    @Test
    void aVariationWalksPartOfTheWayAndNeedsNoPrompt() {
        Job parent = created("{'input':{'image':'" + IMAGE + "','prompt_strength':0.5,'num_inference_steps':20}}");
        branch(parent, "{'step':10}").statusCode(422).body("detail", containsString("1 to 9"));
        branch(parent, "{'step':9,'input':{'prompt':''}}").statusCode(201);
        assertThat(latest().input().source()).isEqualTo(parent.input().source());
    }

    @Test
    void anEditsPictureIsReferredToAndItsMaskMayBeReplaced() {
        Job parent = created("{'input':{'prompt':'a ring','image':'" + IMAGE + "'}}");
        branch(parent, "{'step':3}").statusCode(201);
        assertThat(latest().input().source()).isEqualTo(parent.input().source());
        Set<String> before = Set.copyOf(store.objects().keySet());

        String mask = TestPictures.dataUrl(TestPictures.greyRow(255, 255, 0, 255, 255, 255, 255, 255));
        branch(parent, "{'step':3,'input':{'mask':'" + mask + "','mask_source':'white'}}")
                .statusCode(422)
                .body("errors.pointer", hasItems("/input/mask"))
                .body("detail", containsString("8x8, is 8x1"));
        assertThat(store.objects().keySet()).isEqualTo(before);

        branch(parent, "{'step':3,'input':{'mask':'" + IMAGE + "','mask_source':'alpha'}}")
                .statusCode(201);
        JobId id = latest().id();
        assertThat(latest().input().source())
                .hasValue(new GenerationInput.Edit(ObjectKeys.sourceImage(parent.id()), ObjectKeys.sourceMask(id)));
        assertThat(store.objects()).containsKey(ObjectKeys.sourceMask(id));
        assertThat(store.objects()).doesNotContainKey(ObjectKeys.sourceImage(id));
    }

    @Test
    void branchesOfBranchesGoFourDeep() {
        Job job = created(RING);
        for (int depth = 1; depth <= 4; depth++) {
            branch(job, "{'step':" + depth + "}").statusCode(201);
            job = latest();
        }
        assertThat(job.input().branch().orElseThrow().prefix().branch()).isPresent();
        branch(job, "{'step':19}")
                .statusCode(422)
                .body("errors.pointer", hasItems("/step"))
                .body("detail", containsString("4 deep"));
    }

    @Test
    void aJobThatEndedLongAgoIsFoundInItsManifest() {
        Job known = created(RING);
        JobId id = new JobId("01jmzx3v9q8t7w6y5k4h3g2f1e");
        keepManifest(id, known, "stickers-2");
        given().contentType("application/json")
                .body("{\"step\":5}")
                .post("/v1/predictions/" + id + "/branch")
                .then()
                .statusCode(201)
                .body("branch.prediction", equalTo(id.value()));
        assertThat(latest().input().branch().map(GenerationInput.Branch::prefix))
                .hasValue(known.input());
    }

    @Test
    void aModelThatIsNoLongerOnOfferIsSaidToBe() {
        JobId id = new JobId("01jmzx3v9q8t7w6y5k4h3g2f1d");
        keepManifest(id, created(RING), "stickers-0");
        given().contentType("application/json")
                .body("{\"step\":5}")
                .post("/v1/predictions/" + id + "/branch")
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:sailplane:problem:model-withdrawn"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"01jmzx3v9q8t7w6y5k4h3g2f1c", "nonsense", "..%2f.."})
    void aJobThatIsNotThereHasNoBranches(String id) {
        given().urlEncodingEnabled(false)
                .contentType("application/json")
                .body("{\"step\":5}")
                .post("/v1/predictions/" + id + "/branch")
                .then()
                .statusCode(404)
                .contentType(Problem.MEDIA_TYPE);
    }

    @Test
    void theSameKeyIsTheSameBranchAndABranchIsWaitedFor() {
        Job parent = created(RING);
        RequestSpecification keyed = given().header("Idempotency-Key", "branch-" + System.nanoTime());
        String first = branch(given().spec(keyed), parent, "{'step':5}")
                .statusCode(201)
                .extract()
                .path("id");
        branch(given().spec(keyed), parent, "{'step':5}").statusCode(201).body("id", equalTo(first));
        branch(given().spec(keyed), parent, "{'step':6}")
                .statusCode(422)
                .body("type", equalTo("urn:sailplane:problem:idempotency-key-reused"));
        assertThat(worker.queue()).hasSize(2);

        branch(given().header("Prefer", "wait=1").header("Cancel-After", "1h"), parent, "{'step':7}")
                .statusCode(202)
                .body("status", equalTo("starting"));
        assertThat(latest().deadline()).isPresent();
    }

    private void keepManifest(JobId id, Job like, String version) {
        Job ended = new Job(
                id,
                TenantName.DEFAULT,
                like.model(),
                version,
                like.input(),
                Optional.empty(),
                Instant.EPOCH,
                Optional.empty(),
                "",
                Priority.BATCH,
                Optional.empty());
        JobManifest manifest = new JobManifest(ended, new JobEvent.Canceled(id, Instant.EPOCH));
        store.objects().putAll(Map.of(ObjectKeys.manifest(id), Messages.write(manifest)));
    }

    private Job created(String body) {
        given().contentType("application/json")
                .body(json(body))
                .post(PREDICTIONS)
                .then()
                .statusCode(201);
        return latest();
    }

    private Job latest() {
        return worker.queue().getLast();
    }

    private static ValidatableResponse branch(Job parent, String body) {
        return branch(given(), parent, body);
    }

    private static ValidatableResponse branch(RequestSpecification request, Job parent, String body) {
        return request.contentType("application/json")
                .body(json(body))
                .post("/v1/predictions/" + parent.id() + "/branch")
                .then();
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    private static Arguments wrong(String body, String pointer, String reason) {
        return Arguments.of(body, pointer, reason);
    }

    private static Arguments changed(String input, String field, String reason) {
        return wrong("{'step':5,'input':{" + input + "}}", "/input/" + field, reason);
    }
}
