package dev.sailplane.api.http.openai;

/** What is asked of the Images API. */
enum ImageKind {
    GENERATION("image_generation"),
    EDIT("image_edit"),
    VARIATION("image_variation");

    private final String eventPrefix;

    ImageKind(String eventPrefix) {
        this.eventPrefix = eventPrefix;
    }

    /** What the types of its events begin with. */
    String eventPrefix() {
        return eventPrefix;
    }
}
