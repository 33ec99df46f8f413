package dev.sailplane.devstack.load;

import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;

/** The jobs that were accepted last, to be asked for in turn. For one thread. */
final class RecentJobs {
    /** Few enough to be accepted within seconds: the API looks for a job that was silent for half a minute in the bucket. */
    private static final int CAPACITY = 10_000;

    private final List<String> ids = new ArrayList<>();
    private int writes;
    private int reads;

    /** Remembers the job that the answer to a submit tells of. */
    void add(HttpClientResponse submitted) {
        String address = submitted.getHeader(HttpHeaders.LOCATION);
        String id = address.substring(address.lastIndexOf('/') + 1);
        if (ids.size() < CAPACITY) {
            ids.add(id);
        } else {
            ids.set(writes++ % CAPACITY, id);
        }
    }

    boolean isEmpty() {
        return ids.isEmpty();
    }

    /** The next one's; there must be one. */
    Call status() {
        return Call.status(ids.get(reads++ % ids.size()));
    }
}
