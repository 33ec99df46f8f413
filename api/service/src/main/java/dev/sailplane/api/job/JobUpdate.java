package dev.sailplane.api.job;

import dev.sailplane.contract.JobEvent;

/**
 * One event and what it made of the job.
 *
 * @param position of the event among those of its job: the offset of its record, the same on every replica, ascending
 * @param event what happened
 * @param state the job afterwards
 */
public record JobUpdate(long position, JobEvent event, JobState state) {}
