package dev.sailplane.diffusion.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sailplane.diffusion.network.PublicConfigurations;
import dev.sailplane.diffusion.network.StateDictLayout;
import dev.sailplane.diffusion.pipeline.BaseSettings;
import dev.sailplane.diffusion.sampling.Sampler;
import dev.sailplane.diffusion.schedule.Respacing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelDescriptionTest {
    private static final Path MODELS = Path.of("../models");

    @TempDir
    Path folder;

    @Test
    void readsTheModelInTheBox() throws IOException {
        ModelDirectory stickers = ModelDirectory.open(MODELS.resolve("stickers"));

        assertThat(stickers.description().weights()).isEqualTo(WeightsKind.TRAINED);
        assertThat(stickers.description().description()).startsWith("Sticker scenes");
        assertThat(stickers.missing()).isEmpty();
        assertThat(stickers.network(NetworkRole.BASE).configuration().channelMultipliers())
                .isEqualTo(List.of(1, 2, 2));
    }

    @Test
    void describesThePublicNetworksWithoutTheirWeights() throws IOException {
        ModelDirectory glide = new ModelLibrary(List.of(MODELS)).find(ModelName.parse("openai/glide"));

        assertThat(glide.missing()).containsExactly(NetworkRole.values());
        assertThat(glide.network(NetworkRole.BASE_INPAINT).defaults())
                .isEqualTo(
                        new StageDefaults.OfBase(new BaseSettings(new Respacing("100"), new Sampler.Ancestral(), 5)));
        assertThat(glide.network(NetworkRole.UPSAMPLE).file().address())
                .hasToString("Optional[https://openaipublic.blob.core.windows.net/diffusion/dec-2021/upsample.pt]");
    }

    @Test
    void describesThePublicNetworksAsTheyAre() throws IOException {
        ModelDirectory glide = ModelDirectory.open(MODELS.resolve("glide"));

        assertThat(glide.description().networks())
                .extractingFromEntries(entry -> entry.getValue().configuration())
                .containsExactly(
                        PublicConfigurations.BASE,
                        PublicConfigurations.UPSAMPLE,
                        PublicConfigurations.BASE_INPAINT,
                        PublicConfigurations.UPSAMPLE_INPAINT);
        glide.description().networks().values().forEach(network -> {
            long parameters = StateDictLayout.of(network.configuration()).shapes().values().stream()
                    .mapToLong(shape -> shape.stream().reduce(1L, (a, b) -> a * b))
                    .sum();
            assertThat(network.file().admits(4 * parameters + 200_000)).isTrue();
            assertThat(network.file().admits(2 * parameters)).isFalse();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"trained\"|\"learned\"|weights: must be one of [toy, trained]",
                "\"name\": \"sailplane/stickers\"|\"name\": \"../x\"|name: a model's name is owner/name",
                "\"license\"|\"licence\"|licence is not a field",
                "\"linear\"|\"cosine\"|networks.base.schedule: noise schedule must be linear or squaredcos_cap_v2",
                "\"imageSize\": 32|\"imageSize\": -32|networks.base.configuration.imageSize must be a positive whole number",
                "\"contextLength\": 25,||networks.base.configuration.text.contextLength is missing",
                "\"superResolution\": true|\"superResolution\": false|networks.upsample.configuration.superResolution contradicts",
                "`\"size\": `|`\"size\": 0.`|networks.base.file.size must be a size in bytes",
                "\"base.safetensors\"|\"../base.safetensors\"|networks.base.file: name must be a plain file name",
                "\"eta\": 0|\"eta\": 2|networks.base.defaults.eta: eta must lie in [0, 1]",
                "\"ddim25\"|\"ddim900\"|networks.base.defaults.respacing: respacing 'ddim900' is impossible",
                "\"ddim25\"|\"25@200\"|networks.base.defaults: a base network begins with pure noise; it cannot walk 25@200",
                "`\"guidanceScale\": `|`\"guidanceScale\": -`|networks.base.defaults: guidanceScale must lie in [0, 100]",
                "\"sampler\": \"ddim\"|\"sampler\": \"plms\"|networks.base.defaults.sampler must be ancestral or ddim",
                "\"networks\": {|\"networks\": {{|is not JSON",
                "\"base\": {|\"bass\": {|networks.bass is not a field",
            })
    void namesTheFieldThatIsWrong(String good, String bad, String complaint) throws IOException {
        String valid = Files.readString(MODELS.resolve("stickers/model.json"));
        Path file = folder.resolve("model.json");
        Files.writeString(file, valid.replaceFirst(Pattern.quote(good), bad == null ? "" : bad));

        assertThatThrownBy(() -> ModelDirectory.open(folder))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(complaint);
    }
}
