package dev.sailplane.cli.generate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.cli.CommandLines;
import dev.sailplane.cli.CommandLines.Result;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GenerateLocalCommandTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--count 0|count must lie in 1..64, not 0",
                "--count many|'many' is not an int",
                "--steps 10000|steps must lie in 1..1000, not 10000",
                "--steps ddim900|respacing 'ddim900' is impossible",
                "--upsample-steps fast28|respacing 'fast28' is none of a count",
                "--sampler plms|'plms'",
                "--eta 0.5|--eta needs --sampler ddim",
                "--sampler ddim --eta 2|eta must lie in [0, 1]",
                "--noise cuda|noise is keyed or torch-cpu, not cuda",
                "--device tpu|device is cpu, cuda, cuda:N or auto",
                "--threads -1|threads is 0 (libtorch's choice) to 1024, not -1",
                "--dtype int8|'int8'",
                "--mask mask.png|--init-image",
                "--strength 0.5|--init-image",
                "--init-image a.png --mask b.png --mask-source red|the part is alpha, white or black, not red",
                "--model toy|a model's name is owner/name",
                "--colour red|--colour",
            })
    void refusesAWrongCallByNamingWhatIsWrong(String arguments, String complaint) {
        Result result = generate(arguments);

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains(complaint);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void needsAPrompt() {
        assertThat(CommandLines.run("generate", "--local")).satisfies(result -> {
            assertThat(result.status()).isEqualTo(2);
            assertThat(result.err()).contains("PROMPT");
        });
    }

    @Test
    void refusesAPromptOf20000Characters() {
        Result result = CommandLines.run("generate", "--local", "ring ".repeat(4000));

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("prompt has 20000 characters; at most 4000 are allowed");
    }

    @Test
    void saysInOneLineThatAFileIsMissing() {
        Result result = generate("--init-image no.png --mask no.png --mask-source black");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err().lines()).containsExactly("sailplane: no.png does not exist");
    }

    @Test
    void saysInOneLineThatWeightsAreMissing() {
        Result result = generate("--model openai/glide");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err().lines()).singleElement().asString().contains("sailplane models pull openai/glide");
    }

    @Test
    void showsStackTracesWhenAskedTo() {
        assertThat(generate("--model openai/glide --verbose").err()).contains("ModelException");
    }

    private Result generate(String arguments) {
        List<String> line = new ArrayList<>(List.of("generate", "--local", "a ring", "--models", folder.toString()));
        line.addAll(Arrays.asList(arguments.split(" ")));
        return CommandLines.run(line.toArray(String[]::new));
    }
}
