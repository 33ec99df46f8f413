package dev.sailplane.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sailplane.cli.CommandLines;
import dev.sailplane.diffusion.image.Png;
import dev.sailplane.diffusion.image.RgbImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {
    private static final String MODEL = """
            {
              "name": "local/tiny", "description": "", "license": "Apache-2.0", "weights": "toy",
              "networks": { "base": {
                "file": { "name": "base.safetensors", "size": { "minimum": 1, "maximum": 1000000000 } },
                "schedule": "squaredcos_cap_v2", "dtype": "fp32",
                "configuration": {
                  "imageSize": 8, "channels": 32, "channelMultipliers": [1, 1], "residualBlocks": 1,
                  "attentionResolutions": [4], "attentionHeads": { "width": 32 },
                  "superResolution": false, "inpainting": false, "scaleShiftNorm": true, "residualUpDown": true,
                  "text": { "contextLength": 25, "width": 32, "layers": 1, "heads": 1, "vocabularySize": 50257,
                    "paddingEmbedding": true, "finalLayerNorm": true } },
                "defaults": { "respacing": "5", "sampler": "ddim", "eta": 0, "guidanceScale": 2 } } }
            }
            """;

    @TempDir
    Path folder;

    private Path configuration = Path.of("");

    @BeforeEach
    void describeANetwork() throws IOException {
        configuration = Files.writeString(folder.resolve("tiny.json"), MODEL);
    }

    private CommandLines.Result train(Path out, String... more) {
        return start(
                out,
                Stream.concat(Stream.of("--config", configuration.toString()), Arrays.stream(more))
                        .toArray(String[]::new));
    }

    private static CommandLines.Result start(Path out, String... more) {
        String[] start = {
            "train",
            "--out",
            out.toString(),
            "--batch",
            "2",
            "--warm-up",
            "1",
            "--threads",
            "1",
            "--device",
            "cpu",
            "--checkpoint-every",
            "2",
            "--steps",
            "4"
        };
        String[] all = Arrays.copyOf(start, start.length + more.length);
        System.arraycopy(more, 0, all, start.length, more.length);
        return CommandLines.run(all);
    }

    @Test
    void leavesAModelThatVerifies() {
        Path out = folder.resolve("out");
        CommandLines.Result result = train(out, "--name", "local/fresh", "--samples-every", "4", "--compact");
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out()).isEqualTo("%s%n".formatted(out.resolve("model")));
        assertThat(out).isDirectoryContaining("glob:**/samples-4.png").isDirectoryContaining("glob:**/loss.png");
        assertThat(out.resolve("loss.csv")).content().hasLineCount(5);
        CommandLines.Result verdict = CommandLines.run("models", "verify", "local/fresh", "--models", out.toString());
        assertThat(verdict.status()).as(verdict.out() + verdict.err()).isZero();
    }

    @Test
    void goesOnFromTheLastStateToTheSameWeights() throws IOException {
        Path straight = folder.resolve("straight");
        Path stopped = folder.resolve("stopped");
        assertThat(train(straight).status()).isZero();
        assertThat(train(stopped).status()).isZero();
        Files.delete(stopped.resolve("model/base.safetensors"));
        CommandLines.Result again = train(stopped);
        assertThat(again.status()).as(again.err()).isZero();
        assertThat(stopped.resolve("model/base.safetensors"))
                .hasSameBinaryContentAs(straight.resolve("model/base.safetensors"));
    }

    @Test
    void refusesToGoOnDifferently() {
        Path out = folder.resolve("out");
        assertThat(train(out).status()).isZero();
        CommandLines.Result other = train(out, "--seed", "7");
        assertThat(other.status()).isEqualTo(1);
        assertThat(other.err()).contains("train into another folder");
    }

    @Test
    void inpaintingIsLearntFromABaseNetwork() {
        Path base = folder.resolve("base");
        Path out = folder.resolve("inpaint");
        assertThat(train(base, "--name", "local/plain", "--samples-every", "0").status())
                .isZero();
        CommandLines.Result result = start(
                out,
                "--base",
                "local/plain",
                "--models",
                base.toString(),
                "--inpaint",
                "--samples-every",
                "4",
                "--freeze",
                "text");
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(out).isDirectoryContaining("glob:**/samples-4.png");
        assertThat(out.resolve("model/base.safetensors"))
                .hasSameBinaryContentAs(base.resolve("model/base.safetensors"));
        CommandLines.Result verdict = CommandLines.run("models", "verify", "local/trained", "--models", out.toString());
        assertThat(verdict.status()).as(verdict.out() + verdict.err()).isZero();
        assertThat(verdict.out()).contains("base-inpaint");
    }

    @Test
    void anUpsamplerIsLearntOnItsOwn() throws IOException {
        ObjectMapper json = new ObjectMapper();
        ObjectNode model = (ObjectNode) json.readTree(MODEL);
        ObjectNode upsampler = ((ObjectNode) model.required("networks").required("base")).deepCopy();
        ((ObjectNode) upsampler.required("configuration")).put("imageSize", 16).put("superResolution", true);
        ((ObjectNode) upsampler.required("defaults")).put("temperature", 0.997).remove("guidanceScale");
        ((ObjectNode) model.required("networks")).set("upsample", upsampler);
        json.writeValue(configuration.toFile(), model);
        Path out = folder.resolve("out");
        CommandLines.Result result = train(out, "--network", "upsample", "--crop", "8");
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(out.resolve("model")).isDirectoryContaining("glob:**/upsample.safetensors");
        assertThat(train(folder.resolve("other"), "--network", "upsample", "--crop", "7")
                        .err())
                .contains("a crop's side must be a multiple of 2");
        Files.copy(trained().resolve("model/base.safetensors"), out.resolve("model/base.safetensors"));
        CommandLines.Result drawn = start(
                folder.resolve("on"),
                "--base",
                "local/trained",
                "--models",
                out.toString(),
                "--network",
                "upsample",
                "--samples-every",
                "4");
        assertThat(drawn.status()).as(drawn.err()).isZero();
        assertThat(folder.resolve("on")).isDirectoryContaining("glob:**/samples-4.png");
    }

    @Test
    void weightsMoveToANetworkOfLargerPictures() throws IOException {
        Path small = trained();
        Path large = Files.writeString(
                folder.resolve("large.json"),
                MODEL.replace("\"imageSize\": 8", "\"imageSize\": 16")
                        .replace("\"attentionResolutions\": [4]", "\"attentionResolutions\": [8]"));
        Path out = folder.resolve("out");
        String[] moved = {"--config", large.toString(), "--base", "local/trained", "--models", small.toString()};

        CommandLines.Result result = start(out, moved);

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(out.resolve("model/model.json")).content().contains("\"imageSize\" : 16");
        CommandLines.Result verdict = CommandLines.run("models", "verify", "local/trained", "--models", out.toString());
        assertThat(verdict.status()).as(verdict.out() + verdict.err()).isZero();
        Path other = Files.writeString(folder.resolve("other.json"), MODEL.replace("[1, 1]", "[1, 2]"));
        moved[1] = other.toString();
        assertThat(start(folder.resolve("misfit"), moved).status()).isEqualTo(1);
    }

    private Path trained() {
        Path base = folder.resolve("base");
        assertThat(train(base, "--samples-every", "0").status()).isZero();
        return base;
    }

    @Test
    void refusesWhatAModelDoesNotDescribe() {
        assertThat(train(folder.resolve("out"), "--network", "upsample").err())
                .contains("describes no upsample network");
        assertThat(train(folder.resolve("out"), "--crop", "8").err()).contains("--crop is for upsamplers");
        assertThat(train(folder.resolve("out"), "--freeze", "text").err()).contains("--freeze needs --base");
    }

    @Test
    void needsOneStart() {
        assertThat(CommandLines.run("train", "--out", "x").status()).isEqualTo(2);
    }

    private Path pictures() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        for (String name : List.of("a", "b")) {
            byte[] grey = new byte[3 * 9 * 8];
            Arrays.fill(grey, (byte) 99);
            Files.write(data.resolve(name + ".png"), Png.write(new RgbImage(9, 8, grey), Map.of()));
            Files.writeString(data.resolve(name + ".txt"), "grey");
        }
        return data;
    }

    @Test
    void aModelIsFineTunedOnPicturesOfOnesOwn() throws IOException {
        Path base = trained();
        Path inpainting = folder.resolve("inpaint");
        assertThat(start(inpainting, "--base", "local/trained", "--models", base.toString(), "--inpaint")
                        .status())
                .isZero();
        Path out = folder.resolve("fine");
        String[] finetune = {
            "finetune",
            "--base",
            "local/trained",
            "--models",
            inpainting.toString(),
            "--out",
            out.toString(),
            "--name",
            "local/mine",
            "--freeze",
            "text",
            "--batch",
            "2",
            "--steps",
            "2",
            "--device",
            "cpu"
        };
        CommandLines.Result none = CommandLines.run(finetune);
        assertThat(none.status()).isEqualTo(2);
        assertThat(none.err()).contains("finetune needs --data");
        String[] all = Arrays.copyOf(finetune, finetune.length + 2);
        all[finetune.length] = "--data";
        all[finetune.length + 1] = pictures().toString();

        CommandLines.Result result = CommandLines.run(all);

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.err()).contains("GiB are held besides what a batch needs");
        CommandLines.Result verdict = CommandLines.run("models", "verify", "local/mine", "--models", out.toString());
        assertThat(verdict.status()).as(verdict.out() + verdict.err()).isZero();
        assertThat(verdict.out()).doesNotContain("base-inpaint");
        assertThat(out.resolve("model/base.safetensors"))
                .isRegularFile()
                .binaryContent()
                .isNotEqualTo(Files.readAllBytes(base.resolve("model/base.safetensors")));
    }

    @Test
    void learnsFromAFolder() throws IOException {
        Path data = pictures();
        Files.writeString(data.resolve("b.png"), "damaged");
        CommandLines.Result result = train(folder.resolve("out"), "--data", data.toString(), "--random-crop");
        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.err()).contains("skipped b.png: ", "1 skipped in all");
    }

    @Test
    void refusesWhatItCannotRead() {
        CommandLines.Result result = train(folder.resolve("out"), "--data", "/somewhere");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("/somewhere is no folder");
        assertThat(train(folder.resolve("out"), "--mirror").err()).contains("for folders, not for scenes");
    }

    @Test
    void refusesNumbersOfNoUse() {
        assertThat(train(folder.resolve("out"), "--lr", "5").err()).contains("learning rate must be above 0");
        assertThat(train(folder.resolve("out"), "--dropout", "1").err()).contains("dropout must be at least 0");
        assertThat(train(folder.resolve("out"), "--dtype", "fp16").status()).isEqualTo(2);
    }
}
