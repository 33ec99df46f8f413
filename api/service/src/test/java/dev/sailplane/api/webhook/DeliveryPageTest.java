package dev.sailplane.api.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.api.job.Sample;
import dev.sailplane.contract.TenantName;
import dev.sailplane.contract.Webhook;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeliveryPageTest {
    // Two at a time: the order must not rest on the time alone.
    private final List<Delivery> all = IntStream.range(0, 250)
            .mapToObj(number -> Delivery.of(new Notice(
                    Sample.id(number) + ".completed",
                    TenantName.DEFAULT,
                    Sample.id(number),
                    Webhook.Event.COMPLETED,
                    URI.create("https://hooks.example/in"),
                    0,
                    Sample.ACCEPTED_AT.plusSeconds(number / 2))))
            .toList();

    @Test
    void pagesLeadFromTheNewestToTheEldestAndBack() {
        DeliveryPage first = page(Optional.empty());
        DeliveryPage second = page(first.next());
        DeliveryPage third = page(second.next());

        assertThat(first.previous()).isEmpty();
        assertThat(third.next()).isEmpty();
        List<Delivery> walked = new ArrayList<>(first.deliveries());
        walked.addAll(second.deliveries());
        walked.addAll(third.deliveries());
        assertThat(walked).containsExactlyElementsOf(all.reversed());
        assertThat(page(third.previous())).isEqualTo(second);
        assertThat(page(second.previous()).deliveries()).isEqualTo(first.deliveries());
        assertThat(page(second.previous()).previous()).isEmpty();
    }

    @Test
    void nothingIsOnePageWithoutNeighbours() {
        DeliveryPage page = DeliveryPage.of(all.stream().limit(0), Optional.empty());
        assertThat(page.deliveries()).isEmpty();
        assertThat(page.next()).isEmpty();
    }

    private DeliveryPage page(Optional<DeliveryPage.Cursor> cursor) {
        return DeliveryPage.of(all.stream(), cursor);
    }
}
