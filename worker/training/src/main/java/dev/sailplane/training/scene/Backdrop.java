package dev.sailplane.training.scene;

import java.util.List;

/** Places that a scene can be set in, with the words for them. */
public enum Backdrop {
    MEADOW("in a green field", "on the grass", "in a meadow"),
    BEACH("on the beach", "on a sandy beach"),
    NIGHT("at night", "under the stars", "at night under the stars"),
    SNOW("in the snow", "in the winter snow"),
    UNDERWATER("under water", "under the sea"),
    SUNSET("at sunset", "in front of a sunset"),
    DESERT("in the desert"),
    SPACE("in space", "in outer space"),
    CITY("in the city", "in front of a city"),
    ROOM("in a room", "on the floor of a room");

    @SuppressWarnings("ImmutableEnumChecker") // List.of is
    private final List<String> phrases;

    Backdrop(String... phrases) {
        this.phrases = List.of(phrases);
    }

    /** Ways to say it, at least one. */
    public List<String> phrases() {
        return phrases;
    }
}
