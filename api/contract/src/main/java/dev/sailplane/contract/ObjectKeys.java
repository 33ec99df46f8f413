package dev.sailplane.contract;

/** Where a job's objects lie in the bucket: all under {@code jobs/{id}/}. */
public final class ObjectKeys {
    private ObjectKeys() {}

    /** The prefix of everything that belongs to a job, with a trailing slash. */
    public static String prefix(JobId job) {
        return "jobs/" + job + "/";
    }

    /** The source picture of an edit: an RGB PNG made by the API from what the caller sent. */
    public static String sourceImage(JobId job) {
        return prefix(job) + "input/image.png";
    }

    /** The mask of an edit: an 8-bit grey PNG of the source's size, 255 = keep, 0 = generate. */
    public static String sourceMask(JobId job) {
        return prefix(job) + "input/mask.png";
    }

    /** A finished picture. */
    public static String output(JobId job, int index, OutputFormat format) {
        return prefix(job) + "output/" + index + "." + format.extension();
    }

    /** The newest preview of a picture, a JPEG. */
    public static String preview(JobId job, int index) {
        return prefix(job) + "preview/" + index + ".jpg";
    }

    /** The {@link JobManifest}, written once, when the job has ended. */
    public static String manifest(JobId job) {
        return prefix(job) + "manifest.json";
    }
}
