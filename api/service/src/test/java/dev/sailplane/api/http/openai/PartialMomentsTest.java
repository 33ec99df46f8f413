package dev.sailplane.api.http.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartialMomentsTest {
    @Test
    void areSpreadEvenlyOverTheWay() {
        assertThat(due(3, 1)).containsExactly(25, 50, 75);
        assertThat(due(1, 1)).containsExactly(50);
    }

    @Test
    void areSpreadOverWhatIsLeftWhereTheWayIsCoarse() {
        assertThat(due(3, 40)).containsExactly(40, 80);
    }

    @Test
    void areNoneWhereNoneWereAskedFor() {
        assertThat(due(0, 1)).isEmpty();
    }

    /** At which percents of the way, seen every so many percents, it is time. */
    private static List<Integer> due(int count, int every) {
        PartialMoments moments = new PartialMoments(count);
        return IntStream.rangeClosed(0, 100)
                .filter(percent -> percent % every == 0)
                .filter(percent -> moments.due(percent / 100.0))
                .boxed()
                .toList();
    }
}
