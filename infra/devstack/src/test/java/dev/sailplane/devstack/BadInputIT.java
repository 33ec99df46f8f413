package dev.sailplane.devstack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.contract.Topics;
import java.awt.Color;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

@ExtendWith(SharedStack.class)
class BadInputIT {
    private static final String RING = "\"prompt\":\"a ring\"";
    private static final String IMAGE = ",\"image\":\"" + TestPictures.plain(64, Color.BLUE) + "\"";

    static final List<Arguments> BAD = List.of(
            bad("an empty prompt", "prompt", "\"prompt\":\"\""),
            bad("a prompt of 20,000 characters", "prompt", "\"prompt\":\"" + "x".repeat(20_000) + "\""),
            bad("a negative guidance", "guidance_scale", RING + ",\"guidance_scale\":-1"),
            bad("a guidance that is no number", "guidance_scale", RING + ",\"guidance_scale\":NaN"),
            bad("the word NaN for guidance", "guidance_scale", RING + ",\"guidance_scale\":\"NaN\""),
            bad("10,000 steps", "num_inference_steps", RING + ",\"num_inference_steps\":10000"),
            bad("a mask of another size", "mask", RING + IMAGE + mask(TestPictures.plain(32, Color.WHITE))),
            bad("a huge claim", "image", RING + image(TestPictures.claiming(50_000, 50_000))),
            bad("no picture", "image", RING + image(TestPictures.dataUrl("hello".getBytes(StandardCharsets.UTF_8)))),
            bad("a picture on the loopback", "image", RING + image("https://127.0.0.2/a.png")),
            bad("a picture on the other loopback", "image", RING + image("https://[::1]/a.png")),
            Arguments.of(
                    "a webhook on the loopback",
                    "webhook",
                    "{\"input\":{" + RING + "},\"webhook\":\"https://127.0.0.2/\"}"));

    @ParameterizedTest(name = "{0}")
    @FieldSource("BAD")
    void isRefusedByFieldAndLeavesNothingBehind(String what, String field, String body, RunningStack stack)
            throws IOException, InterruptedException {
        int jobs = stack.topic(Topics.JOBS).records().size();
        List<Path> objects = stack.objects();

        HttpResponse<String> response = stack.post(body);

        assertThat(response.statusCode()).as(response.body()).isBetween(400, 499);
        assertThat(response.body()).contains("\"pointer\":\"").contains("/" + field + "\"");
        assertThat(stack.topic(Topics.JOBS).records()).hasSize(jobs);
        assertThat(stack.objects()).isEqualTo(objects);
    }

    private static Arguments bad(String what, String field, String input) {
        return Arguments.of(what, field, "{\"input\":{" + input + "}}");
    }

    private static String image(String address) {
        return ",\"image\":\"" + address + "\"" + mask(TestPictures.plain(64, Color.WHITE));
    }

    private static String mask(String address) {
        return ",\"mask\":\"" + address + "\"";
    }
}
