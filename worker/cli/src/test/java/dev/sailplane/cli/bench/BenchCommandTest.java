package dev.sailplane.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.cli.CommandLines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchCommandTest {
    @ParameterizedTest
    @CsvSource({
        "--dtype, int8, 'a number format is fp32, bf16 or fp16, not int8'",
        "--steps, 0, '--steps is 1 to 1000, not 0'",
        "--threads, -1, 'threads is 0'",
        "--device, tpu, 'device is cpu, cuda, cuda:N or auto'"
    })
    void namesTheOptionThatIsWrong(String option, String value, String message) {
        CommandLines.Result result = CommandLines.run("bench", option, value);

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains(message);
    }

    @ParameterizedTest
    @CsvSource({
        "steps, --steps, 0, '--steps is 1 to 1000, not 0'",
        "rows, --rows, '1,0', '--rows are 1 to 1024 each, not [1, 0]'",
        "rows, --turns, 0, '--turns is 1 to 1000, not 0'",
        "rows, --device, tpu, 'device is cpu, cuda, cuda:N or auto'",
        "rows, --model, TOY, 'a model''s name is owner/name'",
        "scheduling, --short, 0, '--short is 1 to 1000'",
        "scheduling, --long-pictures, 65, '--long-pictures is 1 to 64'",
        "scheduling, --seconds, NaN, '--seconds is 0 to 3600'",
        "checkpoints, --rounds, 0, '--rounds is 1 to 1000, not 0'",
        "checkpoints, --device, tpu, 'device is cpu, cuda, cuda:N or auto'"
    })
    void theOtherBenchmarksNameTheOptionThatIsWrong(String command, String option, String value, String message) {
        CommandLines.Result result = CommandLines.run("bench", command, option, value);

        assertThat(result.status()).as(result.err()).isEqualTo(2);
        assertThat(result.err()).contains(message);
    }

    @Test
    void refusesHalfPrecisionOnACpuBeforeItStarts() {
        CommandLines.Result result = CommandLines.run("bench", "--device", "cpu", "--dtype", "fp32,fp16");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("fp16 needs a GPU");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void saysWhatPartOfThePeakAStepReaches() {
        StepTiming cached = new StepTiming("fp32", true, 2.25, 250);
        StepTiming anew = new StepTiming("fp32", false, 2.65, 225);

        assertThat(cached.line()).isEqualTo("fp32   cached   2.250      200               250     80 %");
        assertThat(anew.line()).isEqualTo("fp32   anew     2.650      180               225     80 %");
        assertThat(cached.line()).hasSameSizeAs(StepTiming.HEADING);
    }
}
