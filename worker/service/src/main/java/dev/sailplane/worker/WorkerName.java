package dev.sailplane.worker;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/**
 * What a worker is called by those who watch it.
 *
 * @param value letters, digits, dots and dashes
 */
public record WorkerName(String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9.-]{1,100}");

    public WorkerName {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "sailplane.worker.name must be 1 to 100 letters, digits, dots and dashes");
        }
    }

    /** Host and process: unique among the workers of a fleet. */
    static WorkerName ofThisProcess() {
        return new WorkerName(host().replaceAll("[^A-Za-z0-9.-]", "-") + "-"
                + ProcessHandle.current().pid());
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return "worker";
        }
    }
}
