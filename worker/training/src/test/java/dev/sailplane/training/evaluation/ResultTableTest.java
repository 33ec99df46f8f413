package dev.sailplane.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ResultTableTest {
    private static final ResultTable TABLE = new ResultTable(List.of(
            new Evaluation.Result(
                    "guidance 3",
                    new PromptScores(Map.of(Attribute.COUNT, 0.5, Attribute.NOUN, 1.0)),
                    12.3456,
                    0.9,
                    Fidelity.ofKept(OptionalDouble.of(1))),
            new Evaluation.Result(
                    "guidance 4", new PromptScores(Map.of(Attribute.COUNT, 0.25)), 0, 1, Fidelity.ofPsnr(30))));

    @Test
    void programsReadALineAResult() {
        assertThat(TABLE.csv())
                .containsExactly(
                        "pictures,background,count,position,size,noun,noun_top_5,tint,whole_prompt,frechet,variety,kept,psnr",
                        "guidance 3,,0.500,,,1.000,,,,12.346,0.900,1.000,",
                        "guidance 4,,0.250,,,,,,,0.000,1.000,,30.000");
    }

    @Test
    void peopleReadALineAnAttribute() {
        assertThat(TABLE.lines()).hasSize(13).contains("count                      0.500             0.250");
        assertThat(TABLE.lines().get(5)).matches("noun +1\\.000 +-");
    }
}
