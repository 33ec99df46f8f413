package dev.sailplane.cli.download;

/** Told how far a download is, on the thread that downloads. */
@FunctionalInterface
public interface TransferListener {
    /** Hears nothing. */
    TransferListener NONE = (done, total) -> {};

    /**
     * So much is there.
     *
     * @param done bytes on disk; smaller than before when a download had to start over
     * @param total bytes in all, or -1 while unknown
     */
    void at(long done, long total);
}
