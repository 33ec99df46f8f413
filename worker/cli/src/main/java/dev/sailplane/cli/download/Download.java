package dev.sailplane.cli.download;

import java.net.URI;
import java.nio.file.Path;

/**
 * A file to fetch.
 *
 * @param address where it is published
 * @param target where it goes
 * @param minimumBytes least size it may have
 * @param maximumBytes greatest size it may have; no more is ever written
 */
public record Download(URI address, Path target, long minimumBytes, long maximumBytes) {
    /** Where the file grows until it is whole and checked. */
    Path part() {
        return target.resolveSibling(target.getFileName() + ".part");
    }

    boolean admits(long bytes) {
        return minimumBytes <= bytes && bytes <= maximumBytes;
    }
}
