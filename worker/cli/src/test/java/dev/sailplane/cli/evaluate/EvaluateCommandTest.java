package dev.sailplane.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.cli.CommandLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A judge and a model that have hardly learnt anything: what counts is what is written. */
class EvaluateCommandTest {
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
                "defaults": { "respacing": "2", "sampler": "ddim", "eta": 0, "guidanceScale": 3 } },
              "upsample": {
                "file": { "name": "upsample.safetensors", "size": { "minimum": 1, "maximum": 1000000000 } },
                "schedule": "linear", "dtype": "fp32",
                "configuration": {
                  "imageSize": 16, "channels": 32, "channelMultipliers": [1, 1], "residualBlocks": 1,
                  "attentionResolutions": [8], "attentionHeads": { "width": 32 },
                  "superResolution": true, "inpainting": false, "scaleShiftNorm": true, "residualUpDown": true,
                  "text": { "contextLength": 25, "width": 32, "layers": 1, "heads": 1, "vocabularySize": 50257,
                    "paddingEmbedding": true, "finalLayerNorm": true } },
                "defaults": { "respacing": "2", "sampler": "ddim", "eta": 0, "temperature": 1 } } }
            }
            """;
    private static final String[] ON_CPU = {"--device", "cpu", "--threads", "1"};

    @TempDir
    static Path folder;

    @BeforeAll
    static void trainModel() throws IOException {
        Path configuration = Files.writeString(folder.resolve("tiny.json"), MODEL);
        succeed(
                "train",
                "--config",
                configuration.toString(),
                "--out",
                folder.toString(),
                "--steps",
                "1",
                "--batch",
                "2");
    }

    private static CommandLines.Result succeed(String... arguments) {
        CommandLines.Result result = run(arguments);
        assertThat(result.status()).as(result.err()).isZero();
        return result;
    }

    private static CommandLines.Result run(String... arguments) {
        return CommandLines.run(
                Stream.concat(Stream.of(arguments), Stream.of(ON_CPU)).toArray(String[]::new));
    }

    private static String[] evaluate(Path out, String... more) {
        String[] start = {"evaluate", "local/trained", "--models", folder.toString(), "--out", out.toString()};
        String[] few = List.of(more).contains("--prompts") ? new String[0] : new String[] {"--prompts", "6"};
        return Stream.of(start, few, more).flatMap(Stream::of).toArray(String[]::new);
    }

    @Test
    void setsAModelBetweenCeilingAndFloor() throws IOException {
        Path out = folder.resolve("one");
        CommandLines.Result result = succeed(evaluate(out));
        assertThat(result.out().lines().toList().getFirst())
                .containsSubsequence("pictures", "true renders", "shuffled prompts", "guidance 3");
        assertThat(result.out()).contains("background", "whole_prompt", "frechet", "variety");
        List<String> csv = Files.readAllLines(out.resolve("scores.csv"));
        assertThat(csv.getFirst())
                .isEqualTo(
                        "pictures,background,count,position,size,noun,noun_top_5,tint,whole_prompt,frechet,variety,kept,psnr");
        assertThat(csv).hasSize(4);
        assertThat(csv.get(1)).startsWith("true renders,1.000,");
        assertThat(out).isDirectoryContaining("glob:**/guidance-3.png").isDirectoryNotContaining("glob:**/curve.png");
    }

    @Test
    void drawsACurveOfSeveralGuidanceScales() throws IOException {
        Path out = folder.resolve("several");
        succeed(evaluate(out, "--guidance", "1,2.5", "--set", "unseen"));
        assertThat(Files.readAllLines(out.resolve("scores.csv")).subList(3, 5))
                .satisfiesExactly(
                        row -> assertThat(row).startsWith("guidance 1,"),
                        row -> assertThat(row).startsWith("guidance 2.5,"));
        assertThat(out).isDirectoryContaining("glob:**/curve.png");
    }

    @Test
    void whatIsKeptInInpaintingStaysToTheBit() throws IOException {
        Path out = folder.resolve("inpainting");
        succeed(evaluate(out, "--inpaint"));
        assertThat(Files.readAllLines(out.resolve("scores.csv")).get(3))
                .startsWith("guidance 3,")
                .endsWith(",1.000,");
    }

    @Test
    void setsAnUpsamplerBesideBicubicInterpolation() throws IOException {
        Path out = folder.resolve("enlarged");
        Path models = folder.resolve("with-upsampler");
        Path model = Files.createDirectories(models.resolve("model"));
        Files.copy(folder.resolve("model/base.safetensors"), model.resolve("base.safetensors"));
        String configuration = folder.resolve("tiny.json").toString();
        succeed(
                "train",
                "--config",
                configuration,
                "--out",
                models.toString(),
                "--network",
                "upsample",
                "--steps",
                "1");

        CommandLines.Result result = succeed(
                "evaluate",
                "local/trained",
                "--models",
                models.toString(),
                "--out",
                out.toString(),
                "--prompts",
                "6",
                "--enlarge");

        assertThat(result.out().lines().toList().getFirst())
                .containsSubsequence("true renders", "shuffled prompts", "bicubic", "upsampler");
        List<String> csv = Files.readAllLines(out.resolve("scores.csv"));
        assertThat(psnr(csv.get(3))).isBetween(10.0, 40.0);
        assertThat(psnr(csv.get(4))).isLessThan(psnr(csv.get(3)));
        assertThat(out).isDirectoryContaining("glob:**/upsampler.png").isDirectoryNotContaining("glob:**/curve.png");
    }

    private static double psnr(String line) {
        return Double.parseDouble(line.substring(line.lastIndexOf(',') + 1));
    }

    @Test
    void theSameSeedGivesTheSameScores() throws IOException {
        succeed(evaluate(folder.resolve("a"), "--seed", "4"));
        succeed(evaluate(folder.resolve("b"), "--seed", "4"));
        assertThat(folder.resolve("a/scores.csv")).hasSameTextualContentAs(folder.resolve("b/scores.csv"));
        assertThat(folder.resolve("a/guidance-3.png")).hasSameBinaryContentAs(folder.resolve("b/guidance-3.png"));
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThat(run(evaluate(folder, "--sweep", "--guidance", "2")).err()).contains("leave out --guidance");
        assertThat(run(evaluate(folder, "--enlarge", "--inpaint")).err()).contains("leave out --inpaint");
        assertThat(run(evaluate(folder, "--enlarge")).err()).contains("no upsampler");
        assertThat(run(evaluate(folder, "--prompts", "1")).err()).contains("prompts must be 2 to 1000000, not 1");
        assertThat(run(evaluate(folder, "--set", "other")).status()).isEqualTo(2);
        assertThat(run("evaluate").status()).isEqualTo(2);
        assertThat(run("inspector").status()).isEqualTo(2);
    }

    @Test
    void anotherJudgeCanBeTrained() throws IOException {
        String judge = folder.resolve("judge.safetensors").toString();
        succeed("inspector", "train", "--out", judge, "--steps", "2", "--batch", "4");
        Path out = folder.resolve("judged");
        succeed(evaluate(out, "--inspector", judge));
        assertThat(Files.readAllLines(out.resolve("scores.csv"))).hasSize(4);
    }

    @Test
    void refusesWeightsThatAreNoInspectors() {
        String other = folder.resolve("model/base.safetensors").toString();
        CommandLines.Result result =
                run("evaluate", "local/trained", "--models", folder.toString(), "--inspector", other);
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).contains("no classifier");
    }
}
