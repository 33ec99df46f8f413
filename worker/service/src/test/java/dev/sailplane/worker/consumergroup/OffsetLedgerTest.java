package dev.sailplane.worker.consumergroup;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;

final class OffsetLedgerTest {
    private final OffsetLedger ledger = OffsetLedger.empty();

    @Test
    void commitsTheFirstThatIsNotDoneHoweverManyAfterItAre() {
        for (long offset = 0; offset < 5; offset++) {
            assertThat(ledger.deal(offset)).hasValue(1);
        }

        ledger.finish(4);
        ledger.finish(0);
        ledger.finish(2);
        assertThat(ledger.toCommit().offset()).isEqualTo(1);
        ledger.finish(1);
        assertThat(ledger.toCommit().offset()).isEqualTo(3);
        ledger.finish(3);
        assertThat(ledger.toCommit().offset()).isEqualTo(5);
    }

    @Test
    void tellsTheNextOwnerWhatIsDoneAndHowOftenTheRestWasDealtOut() {
        deal(ledger, 10, 11, 12, 13);
        ledger.finish(11);
        ledger.finish(13);
        ledger.dealAgain(12);

        OffsetLedger next = OffsetLedger.inheriting(ledger.toCommit());

        assertThat(next.deal(10)).hasValue(2);
        assertThat(next.deal(11)).isEmpty();
        assertThat(next.deal(12)).hasValue(3);
        assertThat(next.deal(13)).isEmpty();
        assertThat(next.deal(14)).hasValue(1);
    }

    @Test
    void passesOnWhatItInheritedBeforeItGotThere() {
        deal(ledger, 0, 1, 2);
        ledger.finish(1);
        OffsetLedger second = OffsetLedger.inheriting(ledger.toCommit());
        second.deal(0);
        second.finish(0);

        OffsetLedger third = OffsetLedger.inheriting(second.toCommit());

        assertThat(second.toCommit().offset()).isEqualTo(2);
        assertThat(third.deal(2)).hasValue(2);
    }

    @Test
    void forgetsRecordsThatExistNoMore() {
        deal(ledger, 0, 1, 2);
        OffsetLedger next = OffsetLedger.inheriting(ledger.toCommit());

        next.deal(7);
        next.finish(7);

        assertThat(next.toCommit().offset()).isEqualTo(8);
    }

    @Test
    void startsAnewWhereATextFromElsewhereStands() {
        OffsetLedger next = OffsetLedger.inheriting(new OffsetAndMetadata(5, "set back by hand"));

        assertThat(next.deal(5)).hasValue(1);
        assertThat(next.toCommit().offset()).isEqualTo(5);
    }

    @Test
    void asksToBeCommittedOnlyWhenThereIsSomethingNew() {
        assertThat(ledger.dirty()).isFalse();
        ledger.deal(0);
        assertThat(ledger.dirty()).isTrue();
        ledger.committed();
        assertThat(ledger.dirty()).isFalse();
        ledger.finish(0);
        assertThat(ledger.dirty()).isTrue();
    }

    @Test
    void fitsIntoACommitWithAllSlotsHeld() {
        long far = 100_000_000_000L;
        for (long offset = far; offset < far + 200; offset++) {
            ledger.deal(offset);
        }

        assertThat(ledger.toCommit().metadata()).hasSizeLessThan(4_096);
    }

    private static void deal(OffsetLedger ledger, long... offsets) {
        for (long offset : offsets) {
            ledger.deal(offset);
        }
    }
}
