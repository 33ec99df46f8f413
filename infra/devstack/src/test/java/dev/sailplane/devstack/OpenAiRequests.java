package dev.sailplane.devstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.models.images.Image;
import com.openai.models.images.ImageEditParams;
import com.openai.models.images.ImageGenerateParams;
import com.openai.models.images.ImagesResponse;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.util.Base64;
import java.util.List;

/**
 * What tests ask by OpenAI's Java client, which is told to refuse any answer it does not know. The response format it
 * calls deprecated went with OpenAI's older models; Sailplane takes it.
 */
@SuppressWarnings("deprecation")
final class OpenAiRequests {
    private static final Color CLEAR = new Color(0, 0, 0, 0);
    private static final JsonValue FEW_STEPS = JsonValue.from(5);

    private static final JsonValue ONE_STEP = JsonValue.from(1);
    static final String SIZE = "128x128";

    private OpenAiRequests() {}

    /** Without keys the stack takes any. */
    static OpenAIClient clientOf(URI address) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(address + "/v1")
                .apiKey("any")
                .responseValidation(true)
                .timeout(RunningStack.PATIENCE)
                .build();
    }

    static ImageGenerateParams.Builder ring() {
        return ImageGenerateParams.builder()
                .model(RunningStack.MODEL)
                .prompt("a black ring on a white background")
                .size(ImageGenerateParams.Size.of(SIZE))
                .responseFormat(ImageGenerateParams.ResponseFormat.B64_JSON)
                .putAdditionalBodyProperty("num_inference_steps", FEW_STEPS)
                .putAdditionalBodyProperty("upsample_steps", ONE_STEP);
    }

    /** Draws the left half anew. Bytes without a file name or a type, as this client sends them. */
    static ImageEditParams.Builder edit() {
        return ImageEditParams.builder()
                .model(RunningStack.MODEL)
                .prompt("a red circle on a white background")
                .image(TestPictures.png(RunningStack.SIDE, Color.BLUE, Color.BLUE))
                .mask(TestPictures.png(RunningStack.SIDE, CLEAR, Color.BLUE))
                .responseFormat(ImageEditParams.ResponseFormat.B64_JSON)
                .size(ImageEditParams.Size.of(SIZE))
                .putAdditionalBodyProperty("num_inference_steps", FEW_STEPS)
                .putAdditionalBodyProperty("upsample_steps", ONE_STEP);
    }

    static List<Image> pictures(ImagesResponse response) {
        return response.data().orElseThrow();
    }

    static BufferedImage decoded(Image picture) throws IOException {
        return decoded(picture.b64Json().orElseThrow());
    }

    static BufferedImage decoded(String base64) throws IOException {
        return TestPictures.decode(Base64.getDecoder().decode(base64));
    }

    static void assertSize(BufferedImage picture) {
        assertThat(picture.getWidth()).isEqualTo(RunningStack.SIDE);
        assertThat(picture.getHeight()).isEqualTo(RunningStack.SIDE);
    }
}
