package dev.sailplane.devstack.chaos;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was found when all was quiet again.
 *
 * @param jobs that were accepted
 * @param strangers jobs on the topic that nobody was told of
 * @param strayObjects below {@code jobs/}, of no job that was ever accepted or on the topic, by the job they name
 * @param deadLetters records on the topic of dead letters
 * @param refused orders that came to nothing
 */
record Evidence(
        List<JobEvidence> jobs,
        Map<String, JobTrail> strangers,
        Map<String, Set<String>> strayObjects,
        int deadLetters,
        List<String> refused) {}
