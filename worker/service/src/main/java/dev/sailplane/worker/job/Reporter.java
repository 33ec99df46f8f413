package dev.sailplane.worker.job;

import java.time.InstantSource;

/**
 * Who tells of a job, and how.
 *
 * @param worker the worker's name, for those who watch
 */
public record Reporter(JobEvents events, InstantSource clock, String worker) {}
