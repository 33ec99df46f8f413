package dev.sailplane.api.prediction;

/**
 * What is wrong with one field.
 *
 * @param pointer JSON pointer into the request's body
 * @param detail one sentence that names the field's limit
 */
public record FieldError(String pointer, String detail) {}
