package dev.sailplane.diffusion.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sailplane.diffusion.Golden;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RespacingTest {
    @TestFactory
    List<DynamicTest> selectsTheTimestepsOfTheReference() {
        JsonNode cases = Golden.json("space_timesteps.json");
        assertThat(cases).hasSize(34);
        return StreamSupport.stream(cases.spliterator(), false)
                .map(each -> DynamicTest.dynamicTest(
                        each.get("num_timesteps") + " '" + each.get("spec").textValue() + "'", () -> check(each)))
                .toList();
    }

    private static void check(JsonNode each) {
        String specification = each.get("spec").textValue();
        int total = each.get("num_timesteps").intValue();
        if (each.has("error")) {
            assertThatThrownBy(() -> Respacing.select(specification, total))
                    .isInstanceOf(InvalidRespacingException.class)
                    .hasMessageContaining(specification);
            return;
        }
        int[] steps = StreamSupport.stream(each.get("steps").spliterator(), false)
                .mapToInt(JsonNode::intValue)
                .toArray();
        assertThat(Respacing.select(specification, total)).containsExactly(steps);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "0,0",
                "1001",
                "-5",
                "ten",
                "10,",
                "1e3",
                "fast28",
                "ddim",
                "ddim0",
                "99999999999",
                "0@200",
                "4@",
                "4@0",
                "4@1001",
                "4@-1",
                "4@2e2",
                "4@200@100",
                "4@99999999999"
            })
    void rejectsWhatSelectsNothing(String specification) {
        assertThatThrownBy(() -> new Respacing(specification))
                .isInstanceOf(InvalidRespacingException.class)
                .hasMessageContaining("'" + specification + "'");
    }

    @Test
    void visitsAllTimestepsWhenEmpty() {
        assertThat(new Respacing("").steps()).isEqualTo(1000);
    }

    @Test
    void spacesACountEvenly() {
        assertThat(Respacing.evenly(3).timesteps()).containsExactly(0, 500, 999);
    }

    @Test
    void spacesAmongTheFirstTimestepsAlone() {
        Respacing first = new Respacing("4@200");
        assertThat(first.timesteps()).containsExactly(0, 66, 133, 199);
        assertThat(first.span()).isEqualTo(200);
        assertThat(new Respacing("ddim4@200").timesteps()).containsExactly(0, 50, 100, 150);
        assertThat(new Respacing("2,1@10").timesteps()).containsExactly(0, 4, 5);
        assertThat(new Respacing("@3").timesteps()).containsExactly(0, 1, 2);
        assertThat(new Respacing("4@1000")).satisfies(whole -> {
            assertThat(whole.span()).isEqualTo(1000);
            assertThat(whole.timesteps()).containsExactly(new Respacing("4").timesteps());
        });
    }

    @Test
    void rejectsMoreThanThereIsAmongTheFirst() {
        assertThatThrownBy(() -> new Respacing("201@200")).hasMessageContaining("201 of the 200 timesteps");
        assertThatThrownBy(() -> new Respacing("ddim30@200")).hasMessageContaining("200 timesteps gives 30");
    }
}
