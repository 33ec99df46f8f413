package dev.sailplane.worker.consumergroup;

import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * What of a partition is done, though it is done out of order. The offset committed is that of the first record that is
 * not done; the text beside it says where this worker had got to and which records before that are not done, each with
 * the number of its deliveries: {@code "sailplane-1 120 100:2 103:1"}. Whoever gets the partition next reads it, so that
 * nothing done is dealt out again and no delivery goes uncounted. For one thread.
 */
final class OffsetLedger {
    private static final String FORMAT = "sailplane-1";

    private final NavigableMap<Long, Integer> unfinished = new TreeMap<>();
    private final NavigableMap<Long, Integer> inherited = new TreeMap<>();
    private final long inheritedEnd;
    private long end;
    private boolean dirty;

    private OffsetLedger(long end) {
        this.inheritedEnd = end;
        this.end = end;
    }

    /** A ledger without a past. */
    static OffsetLedger empty() {
        return new OffsetLedger(0);
    }

    /** Goes on from what was committed; a text from elsewhere says nothing. */
    static OffsetLedger inheriting(OffsetAndMetadata committed) {
        String[] words = committed.metadata().split(" ", -1);
        if (words.length < 2 || !words[0].equals(FORMAT)) {
            return new OffsetLedger(committed.offset());
        }
        OffsetLedger ledger = new OffsetLedger(Long.parseLong(words[1]));
        Stream.of(words)
                .skip(2)
                .map(word -> word.split(":", 2))
                .forEach(entry -> ledger.inherited.put(Long.valueOf(entry[0]), Integer.valueOf(entry[1])));
        return ledger;
    }

    /**
     * Notes that the record was fetched. Records come in their order.
     *
     * @return which delivery this is, 1 for the first; empty when an earlier owner has done the record
     */
    OptionalInt deal(long offset) {
        Integer earlier = inherited.get(offset);
        // Those skipped exist no more.
        inherited.headMap(offset, true).clear();
        boolean done = offset < inheritedEnd && earlier == null;
        end = Math.max(end, offset + 1);
        if (done) {
            return OptionalInt.empty();
        }
        dirty = true;
        int attempt = earlier == null ? 1 : earlier + 1;
        unfinished.put(offset, attempt);
        return OptionalInt.of(attempt);
    }

    /** Notes that the record is dealt out once more by this worker; returns which delivery this is. */
    int dealAgain(long offset) {
        dirty = true;
        return unfinished.merge(offset, 1, Integer::sum);
    }

    /** Notes that the record is done. */
    void finish(long offset) {
        dirty = true;
        unfinished.remove(offset);
    }

    /** Whether something was noted since the last {@link #committed}. */
    boolean dirty() {
        return dirty;
    }

    /** Notes that all that was noted is committed. */
    void committed() {
        dirty = false;
    }

    /** What to commit. */
    OffsetAndMetadata toCommit() {
        SortedMap<Long, Integer> all = new TreeMap<>(inherited);
        all.putAll(unfinished);
        String text = Stream.concat(
                        Stream.of(FORMAT, Long.toString(end)),
                        all.entrySet().stream().map(OffsetLedger::word))
                .collect(Collectors.joining(" "));
        return new OffsetAndMetadata(all.isEmpty() ? end : all.firstKey(), text);
    }

    private static String word(Map.Entry<Long, Integer> entry) {
        return entry.getKey() + ":" + entry.getValue();
    }
}
