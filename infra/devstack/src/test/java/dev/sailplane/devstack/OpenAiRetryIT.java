package dev.sailplane.devstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.models.images.ImageEditParams;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.images.ImagesResponse;
import dev.sailplane.contract.Topics;
import java.io.IOException;
import java.util.function.Function;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** OpenAI's clients ask again when an answer is lost, without an idempotency key: they only say how often they tried. */
@ExtendWith(SharedStack.class)
class OpenAiRetryIT {
    @ParameterizedTest
    @EnumSource
    void aPictureAskedForAgainIsTheSameJob(ForgetfulProxy.Loss loss, RunningStack stack) throws IOException {
        ImageGenerateParams ring = OpenAiRequests.ring().build();
        assertOneJob(loss, stack, client -> client.images().generate(ring));
    }

    @ParameterizedTest
    @EnumSource
    void anUploadSentAgainIsTheSameJob(ForgetfulProxy.Loss loss, RunningStack stack) throws IOException {
        ImageEditParams edit = OpenAiRequests.edit().build();
        assertOneJob(loss, stack, client -> client.images().edit(edit));
    }

    private static void assertOneJob(
            ForgetfulProxy.Loss loss, RunningStack stack, Function<OpenAIClient, ImagesResponse> call)
            throws IOException {
        int before = stack.topic(Topics.JOBS).records().size();
        try (ForgetfulProxy network = new ForgetfulProxy(stack.processes().apiAddress(), loss)) {
            OpenAIClient client = OpenAiRequests.clientOf(network.address());
            ImagesResponse response = call.apply(client);
            client.close();

            OpenAiRequests.assertSize(
                    OpenAiRequests.decoded(OpenAiRequests.pictures(response).getFirst()));
            assertThat(network.requests()).as("requests").isGreaterThanOrEqualTo(2);
        }
        assertThat(stack.topic(Topics.JOBS).records()).as("jobs").hasSize(before + 1);
    }
}
