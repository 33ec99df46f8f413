package dev.sailplane.contract;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where objects lie in the bucket: a job's under {@code jobs/{id}/}, keys and tenants under {@code access/}. */
public final class ObjectKeys {
    /** What the objects of all API keys start with. */
    public static final String API_KEYS = "access/keys/";

    /** What the objects of all tenants start with. */
    public static final String TENANTS = "access/tenants/";

    private static final String JSON = ".json";
    private static final Pattern OF_A_JOB = Pattern.compile("jobs/([0-9a-hjkmnp-tv-z]{26})/");

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

    /** The work in progress of a job that has not ended: what the next worker goes on from. */
    public static String checkpoint(JobId job) {
        return prefix(job) + "checkpoint";
    }

    /** The work in progress after a step of the base stage, kept for jobs that branch off there. */
    public static String step(JobId job, int step) {
        return prefix(job) + "steps/" + step;
    }

    /** Where a tenant may put pictures for jobs to start from, with a trailing slash. */
    public static String uploads(TenantName tenant) {
        return "uploads/" + tenant + "/";
    }

    /** What an idempotency key was used for, by the key's hash. */
    public static String idempotency(TenantName tenant, String hash) {
        return "idempotency/" + tenant + "/" + hash + ".json";
    }

    /** Which job took the place of a failed one that was to run again. */
    public static String redrive(JobId job) {
        return prefix(job) + "redrive.json";
    }

    /** The job that an object belongs to, if it belongs to one. */
    public static Optional<JobId> jobOf(String key) {
        Matcher matcher = OF_A_JOB.matcher(key);
        return matcher.lookingAt() ? Optional.of(new JobId(matcher.group(1))) : Optional.empty();
    }

    /** The {@link JobManifest}, written once, when the job has ended. */
    public static String manifest(JobId job) {
        return prefix(job) + "manifest.json";
    }

    /** The {@link KeyRecord} of an API key. */
    public static String apiKey(KeyId key) {
        return API_KEYS + key + JSON;
    }

    /** The {@link TenantRecord}. */
    public static String tenant(TenantName tenant) {
        return TENANTS + tenant + JSON;
    }
}
