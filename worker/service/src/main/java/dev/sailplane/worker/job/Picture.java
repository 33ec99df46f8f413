package dev.sailplane.worker.job;

import dev.sailplane.contract.OutputFormat;

/**
 * A finished picture. The array is not copied: nobody writes to it.
 *
 * @param width pixels
 * @param height pixels
 * @param format of the file
 * @param file its bytes
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way through; compared by nobody
public record Picture(int width, int height, OutputFormat format, byte[] file) {}
