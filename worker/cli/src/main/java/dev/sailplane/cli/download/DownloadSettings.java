package dev.sailplane.cli.download;

import java.time.Duration;

/**
 * How patient a download is.
 *
 * @param attempts tries in a row without any progress before giving up
 * @param firstDelay pause after the first failed try; it doubles with every further one
 * @param longestDelay longest pause
 * @param stall how long a connection may bring nothing before it counts as broken
 * @param loopbackHttp whether plain http is allowed to this machine; everything else is https only
 */
public record DownloadSettings(
        int attempts, Duration firstDelay, Duration longestDelay, Duration stall, boolean loopbackHttp) {
    /** For the public internet. */
    public static final DownloadSettings DEFAULT =
            new DownloadSettings(8, Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofSeconds(60), false);
}
