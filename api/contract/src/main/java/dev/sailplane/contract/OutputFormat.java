package dev.sailplane.contract;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The file formats of finished pictures. */
public enum OutputFormat {
    /** Lossless, with the parameters in its text chunks. */
    @JsonProperty("png")
    PNG("png", "image/png"),
    @JsonProperty("jpeg")
    JPEG("jpg", "image/jpeg"),
    @JsonProperty("webp")
    WEBP("webp", "image/webp");

    private final String extension;
    private final String mediaType;

    OutputFormat(String extension, String mediaType) {
        this.extension = extension;
        this.mediaType = mediaType;
    }

    /** Of the file's name, without a dot. */
    public String extension() {
        return extension;
    }

    /** For {@code Content-Type}. */
    public String mediaType() {
        return mediaType;
    }
}
