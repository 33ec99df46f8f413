package dev.sailplane.cli.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.cli.CommandLines;
import dev.sailplane.cli.CommandLines.Result;
import dev.sailplane.cli.download.ScriptedServer;
import dev.sailplane.cli.download.ScriptedServer.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ModelsCommandTest {
    private static final Path STICKERS = Path.of("../models/stickers");

    @TempDir
    Path home;

    @Test
    void listsTheModelInTheBox() {
        Result result = CommandLines.run("models", "list", "--models", home.toString());

        assertThat(result.status()).isZero();
        assertThat(result.out()).contains("sailplane/stickers  ready", "Sticker scenes");
    }

    @Test
    void listsWhatIsToBeFetched() {
        assertThat(CommandLines.run("models", "list", "--models", home.toString())
                        .out())
                .contains("openai/glide  weights missing: base, upsample, base-inpaint, upsample-inpaint; "
                        + "fetch them with: sailplane models pull openai/glide");
    }

    @Test
    void verifiesTheModelInTheBox() {
        Result result = verify("sailplane/stickers");

        assertThat(result.status()).isZero();
        assertThat(result.out()).containsSubsequence("base ", "sound", "as model.json states", "upsample", "sound");
    }

    @Test
    void saysWhichWeightsAreMissing() {
        Result result = verify("openai/glide");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).contains("base-inpaint      MISSING");
    }

    @Test
    void namesTheKnownModelsWhenOneIsUnknown() {
        Result result = verify("nobody/nothing");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err().lines())
                .containsExactly(
                        "sailplane: there is no model nobody/nothing; known: [openai/glide, sailplane/stickers]");
    }

    @Test
    void takesAWrongCallForAWrongCall() {
        assertThat(CommandLines.run("models").status()).isEqualTo(2);
        assertThat(CommandLines.run("models", "verify").status()).isEqualTo(2);
        assertThat(CommandLines.run("models", "pull", "No Name")).satisfies(result -> {
            assertThat(result.status()).isEqualTo(2);
            assertThat(result.err()).contains("a model's name is owner/name");
        });
        assertThat(CommandLines.run("models", "pull", "openai/glide", "--network", "clip")
                        .err())
                .contains("no network is called clip");
    }

    @Test
    void pullsOverABrokenConnectionAndRemembersTheHash() throws IOException {
        byte[] weights = Files.readAllBytes(STICKERS.resolve("base.safetensors"));
        Version published = new Version(weights, "\"v1\"");
        try (ScriptedServer server = new ScriptedServer(published, ScriptedServer.cutAfter(published, 5_000_000))) {
            describe(server, weights.length);

            Result pulled = pull();

            assertThat(pulled.status()).as(pulled.err()).isZero();
            Path file = home.resolve("test/shapes/base.safetensors");
            assertThat(pulled.out().strip()).isEqualTo(file.toString());
            assertThat(file).hasBinaryContent(weights);
            assertThat(verify("test/shapes").out()).contains("as recorded at the first download");
            assertThat(pull().out()).contains("test/shapes is complete");

            byte[] changed = weights.clone();
            changed[weights.length / 2] ^= 1;
            Files.write(file, changed);
            assertThat(verify("test/shapes")).satisfies(result -> {
                assertThat(result.status()).isEqualTo(1);
                assertThat(result.out()).contains("UNSOUND", "has the SHA-256", "expected is");
            });
        }
    }

    @Test
    void keepsNothingOfATruncatedFile() throws IOException {
        byte[] weights = Files.readAllBytes(STICKERS.resolve("base.safetensors"));
        byte[] truncated = Arrays.copyOf(weights, weights.length - 100);
        try (ScriptedServer server = new ScriptedServer(new Version(truncated, "\"v1\""))) {
            describe(server, weights.length);

            Result pulled = pull();

            assertThat(pulled.status()).isEqualTo(1);
            assertThat(pulled.err()).contains("is truncated: ");
            assertThat(home.resolve("test/shapes/base.safetensors")).doesNotExist();
            assertThat(home.resolve("test/shapes/base.safetensors.part")).doesNotExist();
        }
    }

    @Test
    void refusesWeightsOfAnotherNetwork() throws IOException {
        byte[] weights = Files.readAllBytes(STICKERS.resolve("upsample.safetensors"));
        try (ScriptedServer server = new ScriptedServer(new Version(weights, "\"v1\""))) {
            describe(server, weights.length);

            Result pulled = pull();

            assertThat(pulled.status()).isEqualTo(1);
            assertThat(pulled.err()).contains("the checkpoint is not of this network", "unexpected");
            assertThat(home.resolve("test/shapes/base.safetensors")).doesNotExist();
        }
    }

    @Test
    void fetchesFromHttpsOnly() throws IOException {
        try (ScriptedServer server = new ScriptedServer(new Version(new byte[1], "\"v1\""))) {
            describe(server, 1000);

            Result pulled = CommandLines.run("models", "pull", "test/shapes", "--models", home.toString());

            assertThat(pulled.status()).isEqualTo(1);
            assertThat(pulled.err()).contains("only https addresses are");
            assertThat(server.requests()).isEmpty();
        }
    }

    private Result verify(String model) {
        return CommandLines.run("models", "verify", model, "--models", home.toString());
    }

    private Result pull() {
        return CommandLines.run("models", "pull", "test/shapes", "--models", home.toString(), "--allow-loopback-http");
    }

    /** The base network in the box, published elsewhere, its size known roughly and its hash not at all. */
    private void describe(ScriptedServer server, int size) throws IOException {
        String stickers = Files.readString(STICKERS.resolve("model.json"));
        String base = stickers.substring(stickers.indexOf("\"schedule\""), stickers.indexOf("\"upsample\""));
        Path folder = Files.createDirectories(home.resolve("test/shapes"));
        Files.writeString(folder.resolve("model.json"), """
                {
                  "name": "test/shapes",
                  "description": "published on this machine",
                  "weights": "trained",
                  "networks": {
                    "base": {
                      "file": { "name": "base.safetensors", "address": "%s", "size": { "minimum": %d, "maximum": %d } },
                      %s
                  }
                }
                """.formatted(
                        server.address(), size / 2, size * 2, base.strip().replaceAll(",$", "")));
    }
}
