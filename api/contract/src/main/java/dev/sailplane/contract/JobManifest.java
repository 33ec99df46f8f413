package dev.sailplane.contract;

/**
 * The last word on a job, kept in the bucket as {@link ObjectKeys#manifest}: written once and conditionally, before the
 * closing event is published, so that of two workers with the same job only one has the last word.
 *
 * @param job as accepted
 * @param outcome the closing event: {@link JobEvent.Completed}, {@link JobEvent.Failed} or {@link JobEvent.Canceled}
 */
public record JobManifest(Job job, JobEvent outcome) {}
