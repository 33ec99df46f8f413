package dev.sailplane.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The document says what the code does, no more and no less. */
class AsyncApiTest {
    private static final AsyncApiDocument DOCUMENT = AsyncApiDocument.read();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String JOB_TYPES = CloudEvent.TYPE_PREFIX;

    static final List<JobEvent> EVENTS = MessagesTest.EVENTS;

    @Test
    void theChannelsAreTheTopics() {
        assertThat(channels().map(channel -> channel.get("address").textValue()))
                .containsExactlyInAnyOrderElementsOf(topics());
    }

    @Test
    void everyEventHasItsMessageAndEveryMessageItsEvent() {
        Set<Class<?>> sampled = EVENTS.stream().map(Object::getClass).collect(Collectors.toSet());
        assertThat(sampled).containsExactlyInAnyOrder(JobEvent.class.getPermittedSubclasses());

        Set<String> described = channels()
                .flatMap(channel -> DOCUMENT.messages(channel).stream())
                .map(message -> message.get("name").textValue())
                .filter(name -> name.startsWith(JOB_TYPES))
                .collect(Collectors.toSet());
        assertThat(described).isEqualTo(EVENTS.stream().map(AsyncApiTest::type).collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @FieldSource("EVENTS")
    void everyEventIsOnTheTopicThatIsSaidToCarryIt(JobEvent event) {
        assertThat(names(Topics.JOBS).contains(type(event))).isEqualTo(event instanceof JobEvent.Accepted);
        assertThat(names(Topics.BATCH_JOBS)).isEqualTo(names(Topics.JOBS));
        assertThat(names(Topics.EVENTS).contains(type(event))).isEqualTo(!(event instanceof JobEvent.Accepted));
        assertThat(names(Topics.CANCELLATIONS).contains(type(event))).isEqualTo(event instanceof JobEvent.Canceled);
    }

    @ParameterizedTest
    @FieldSource("EVENTS")
    void everyEventIsWrittenAsDescribed(JobEvent event) {
        JsonNode message = message(type(event));
        assertThat(DOCUMENT.faults(message.get("payload"), json(event), true)).isEmpty();

        Map<String, String> headers =
                CloudEvent.of(URI.create("/worker/1"), Instant.EPOCH, event).headers();
        assertThat(DOCUMENT.faults(message.get("headers"), JSON.valueToTree(headers), false))
                .isEmpty();
        assertThat(headers)
                .containsOnlyKeys(
                        DOCUMENT.root().at("/components/schemas/CloudEventHeaders/properties").properties().stream()
                                .map(Map.Entry::getKey)
                                .toList());
    }

    static Stream<String> types() {
        return EVENTS.stream().map(AsyncApiTest::type).distinct();
    }

    @ParameterizedTest
    @MethodSource("types")
    void noFieldIsDescribedThatIsNeverWritten(String type) {
        List<JsonNode> written = EVENTS.stream()
                .filter(event -> type(event).equals(type))
                .map(AsyncApiTest::json)
                .toList();
        assertThat(DOCUMENT.absent(message(type).get("payload"), written)).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("EVENTS")
    void anEventOfAnotherTypeIsNotAsDescribed(JobEvent event) {
        String other = type(event).endsWith(".canceled") ? JOB_TYPES + "failed" : JOB_TYPES + "canceled";
        assertThat(DOCUMENT.faults(message(other).get("payload"), json(event), true))
                .isNotEmpty();
    }

    @Test
    void theLimitsAreThoseOfTheContract() {
        JsonNode fields = DOCUMENT.root().at("/components/schemas/GenerationInput/properties");
        assertThat(fields.at("/prompt/maxLength").intValue()).isEqualTo(GenerationInput.MAXIMUM_PROMPT_CHARACTERS);
        assertThat(fields.at("/negative_prompt/maxLength").intValue())
                .isEqualTo(GenerationInput.MAXIMUM_PROMPT_CHARACTERS);
        assertThat(fields.at("/seed/maximum").longValue()).isEqualTo(GenerationInput.MAXIMUM_SEED);
        assertThat(fields.at("/num_outputs/maximum").intValue()).isEqualTo(GenerationInput.MAXIMUM_OUTPUTS);
        assertThat(fields.at("/num_inference_steps/maximum").intValue()).isEqualTo(GenerationInput.MAXIMUM_STEPS);
        assertThat(fields.at("/upsample_steps/maximum").intValue()).isEqualTo(GenerationInput.MAXIMUM_STEPS);
        assertThat(fields.at("/guidance_scale/maximum").doubleValue())
                .isEqualTo(GenerationInput.MAXIMUM_GUIDANCE_SCALE);
    }

    @Test
    void whatIsReferredToIsThere() {
        assertThat(DOCUMENT.references())
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                DOCUMENT.root().at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void noSentenceHasBecomeAKey() {
        // "{ description: one, two }" is a map with the key "two".
        assertThat(keysWithoutValue(DOCUMENT.root())).isEmpty();
    }

    @Test
    void aDeadLetterTellsItsReason() {
        assertThat(message("dead-letter").at("/headers/required/0").textValue()).isEqualTo(Topics.DEAD_LETTER_REASON);
    }

    private static List<String> keysWithoutValue(JsonNode node) {
        Stream<String> own = node.propertyStream()
                .filter(property -> property.getValue().isNull())
                .map(Map.Entry::getKey);
        return Stream.concat(own, node.valueStream().flatMap(child -> keysWithoutValue(child).stream()))
                .toList();
    }

    private static Stream<JsonNode> channels() {
        return DOCUMENT.root().get("channels").valueStream();
    }

    private static Set<String> names(String topic) {
        return channels()
                .filter(channel -> channel.get("address").textValue().equals(topic))
                .flatMap(channel -> DOCUMENT.messages(channel).stream())
                .map(message -> message.get("name").textValue())
                .collect(Collectors.toSet());
    }

    private static JsonNode message(String name) {
        return channels()
                .flatMap(channel -> DOCUMENT.messages(channel).stream())
                .filter(message -> message.get("name").textValue().equals(name))
                .findFirst()
                .orElseThrow();
    }

    // Constants that are no topics are called otherwise.
    private static Set<String> topics() {
        Set<String> topics = new HashSet<>();
        Arrays.stream(Topics.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .forEach(field -> {
                    try {
                        topics.add((String) field.get(null));
                    } catch (IllegalAccessException impossible) {
                        throw new AssertionError(impossible);
                    }
                });
        topics.removeAll(Set.of(Topics.WORKER_GROUP, Topics.DEAD_LETTER_REASON));
        return topics;
    }

    private static String type(JobEvent event) {
        return CloudEvent.of(URI.create("/api"), Instant.EPOCH, event).type();
    }

    private static JsonNode json(JobEvent event) {
        try {
            return JSON.readTree(Messages.write(event));
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
