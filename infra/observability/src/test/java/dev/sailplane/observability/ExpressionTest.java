package dev.sailplane.observability;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExpressionTest {
    @Test
    void namesMetricsAndNothingElse() {
        Expression expression = new Expression("""
                sum by (state, on_what) (rate(a_total{b="c d"}[5m])) / on () group_left (e) max(f_sum offset 5m) > 4 * 3600
                  and up == 1.5e3 unless absent(g:h)""");

        assertThat(expression.metrics()).containsExactlyInAnyOrder("a_total", "f_sum", "up", "g:h");
    }

    @Test
    void tellsWhatSeriesAreChosenBy() {
        assertThat(new Expression("a{b=\"c\", d=~\"e.*\"} + f").choices())
                .containsExactly(new Expression.Choice("a", "b", "c"), new Expression.Choice("a", "d", "e.*"));
    }

    @Test
    void seesWorkAddedUpOverReplicas() {
        assertThat(new Expression("sum(sailplane_jobs)").addsUpWork()).isTrue();
        assertThat(new Expression("sum by (state) (sailplane_device_seconds{state=\"queued\"})").addsUpWork())
                .isTrue();
        assertThat(new Expression("sum(max by (state) (sailplane_jobs))").addsUpWork())
                .isFalse();
    }
}
