package dev.sailplane.devstack;

import static dev.sailplane.devstack.OpenAiRequests.SIZE;
import static dev.sailplane.devstack.OpenAiRequests.assertSize;
import static dev.sailplane.devstack.OpenAiRequests.clientOf;
import static dev.sailplane.devstack.OpenAiRequests.decoded;
import static dev.sailplane.devstack.OpenAiRequests.edit;
import static dev.sailplane.devstack.OpenAiRequests.pictures;
import static dev.sailplane.devstack.OpenAiRequests.ring;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.openai.client.OpenAIClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.models.images.Image;
import com.openai.models.images.ImageCreateVariationParams;
import com.openai.models.images.ImageEditStreamEvent;
import com.openai.models.images.ImageGenStreamEvent;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.images.ImagesResponse;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * OpenAI's own Java client, told to refuse any answer it does not know, against Sailplane. What it calls deprecated went
 * with OpenAI's older models; Sailplane takes it.
 */
@ExtendWith(SharedStack.class)
@SuppressWarnings("deprecation")
class OpenAiClientIT {
    private OpenAIClient client;
    private RunningStack stack;

    @BeforeEach
    void connect(RunningStack running) {
        stack = running;
        client = clientOf(running.processes().apiAddress());
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    @Test
    void generatesAPictureInBase64() throws IOException {
        ImagesResponse response = client.images().generate(ring().build());

        assertThat(response.size()).hasValue(ImagesResponse.Size.of(SIZE));
        assertThat(response.outputFormat()).hasValue(ImagesResponse.OutputFormat.PNG);
        assertThat(pictures(response)).hasSize(1);
        assertSize(decoded(pictures(response).getFirst()));
    }

    @Test
    void generatesTwoPicturesBehindAddresses() throws IOException, InterruptedException {
        ImagesResponse response = client.images()
                .generate(ring().n(2)
                        .responseFormat(ImageGenerateParams.ResponseFormat.URL)
                        .build());

        assertThat(pictures(response)).hasSize(2);
        for (Image picture : pictures(response)) {
            URI address = URI.create(picture.url().orElseThrow());
            assertSize(TestPictures.decode(stack.client().fetch(address)));
        }
    }

    @Test
    void anEditDrawsTheClearPartOfTheMaskAnewAndKeepsTheRest() throws IOException {
        ImagesResponse response = client.images().edit(edit().build());

        BufferedImage picture = decoded(pictures(response).getFirst());
        assertSize(picture);
        assertThat(TestPictures.blueness(picture, 96)).as("kept half").isGreaterThan(0.9);
        assertThat(TestPictures.blueness(picture, 32)).as("half drawn anew").isLessThan(0.9);
    }

    @Test
    void variesAPicture() throws IOException {
        ImagesResponse response = client.images()
                .createVariation(ImageCreateVariationParams.builder()
                        .model(RunningStack.MODEL)
                        .image(TestPictures.png(RunningStack.SIDE, Color.BLUE, Color.WHITE))
                        .n(2)
                        .size(ImageCreateVariationParams.Size.of(SIZE))
                        .responseFormat(ImageCreateVariationParams.ResponseFormat.B64_JSON)
                        .build());

        assertThat(pictures(response)).hasSize(2);
        for (Image picture : pictures(response)) {
            assertSize(decoded(picture));
        }
    }

    @Test
    void streamsAPictureAsItIsDrawn() throws IOException {
        List<ImageGenStreamEvent> events;
        try (StreamResponse<ImageGenStreamEvent> stream =
                client.images().generateStreaming(ring().partialImages(2).build())) {
            events = stream.stream().toList();
        }

        assertThat(events).hasSizeBetween(2, 3);
        assertThat(events.getFirst().asGenerationPartialImage().partialImageIndex())
                .isZero();
        assertSize(decoded(events.getLast().asGenerationCompleted().b64Json()));
    }

    @Test
    void streamsAnEditAsItIsDrawn() throws IOException {
        List<ImageEditStreamEvent> events;
        try (StreamResponse<ImageEditStreamEvent> stream =
                client.images().editStreaming(edit().partialImages(2).build())) {
            events = stream.stream().toList();
        }

        assertThat(events).hasSizeBetween(2, 3);
        assertThat(events.getFirst().asPartialImage().partialImageIndex()).isZero();
        assertSize(decoded(events.getLast().asCompleted().b64Json()));
    }

    @Test
    void aWrongFieldIsNamed() {
        assertThatExceptionOfType(BadRequestException.class)
                .isThrownBy(() -> client.images()
                        .generate(ring().size(ImageGenerateParams.Size.of("63x63"))
                                .build()))
                .satisfies(refusal -> {
                    assertThat(refusal.param()).hasValue("size");
                    assertThat(refusal.type()).hasValue("invalid_request_error");
                    assertThat(refusal.getMessage()).contains("32x32, 128x128");
                    assertThat(refusal.headers().values("x-request-id")).isNotEmpty();
                });
    }

    @Test
    void aWrongFieldIsNamedInsteadOfAStream() {
        assertThatExceptionOfType(BadRequestException.class)
                .isThrownBy(() -> client.images()
                        .generateStreaming(ring().partialImages(9).build())
                        .close())
                .satisfies(refusal -> assertThat(refusal.param()).hasValue("partial_images"));
    }

    @Test
    void whatIsNoPictureIsNamed() {
        assertThatExceptionOfType(BadRequestException.class)
                .isThrownBy(() -> client.images()
                        .edit(edit().image("hello".getBytes(StandardCharsets.UTF_8))
                                .build()))
                .satisfies(refusal -> assertThat(refusal.param()).hasValue("image"));
    }

    @Test
    void anUnknownModelIsNotFound() {
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() ->
                        client.images().generate(ring().model("nobody/nothing").build()))
                .satisfies(refusal -> assertThat(refusal.code()).hasValue("model_not_found"));
    }
}
