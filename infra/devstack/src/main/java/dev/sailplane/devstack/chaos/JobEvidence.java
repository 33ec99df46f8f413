package dev.sailplane.devstack.chaos;

import dev.sailplane.contract.JobManifest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All that can be found out of one accepted job.
 *
 * @param seen how each replica shows it
 * @param trail what the topics say
 * @param told what the receiver was told
 * @param objects its objects in the bucket
 * @param manifest its last word
 * @param pictures SHA-256 of each picture, as fetched
 * @param expected SHA-256 of each picture of the same input drawn undisturbed; empty when there is none to compare with
 */
record JobEvidence(
        OrderedJob job,
        List<Seen> seen,
        JobTrail trail,
        Optional<Receiver.Told> told,
        Set<String> objects,
        Optional<JobManifest> manifest,
        List<String> pictures,
        Optional<List<String>> expected) {
    /** How the first replica shows it. */
    Seen first() {
        return seen.getFirst();
    }

    boolean is(String status) {
        return first().status().equals(status);
    }
}
