package dev.sailplane.contract;

/**
 * Why a job failed, for its owner to read.
 *
 * @param code a stable word, such as {@code engine-error} or {@code delivery-limit}
 * @param message one sentence without secrets, addresses or prompts
 */
public record Failure(String code, String message) {}
