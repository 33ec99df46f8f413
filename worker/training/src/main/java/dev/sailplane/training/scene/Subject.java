package dev.sailplane.training.scene;

import java.util.Optional;

/** What an object of a scene is, wherever it stands. */
public sealed interface Subject {
    /** What captions call it. */
    String noun();

    /** The colour given to it; absent for a sticker in its own colours. */
    Optional<Colour> paint();

    /** The colour a caption names: the one given to it, else the one it has by nature, where a word says it. */
    Optional<Colour> colour();

    /** A drawing, in its own colours or re-tinted. */
    record Sticker(Sprite sprite, Optional<Colour> paint) implements Subject {
        @Override
        public String noun() {
            return sprite.noun();
        }

        @Override
        public Optional<Colour> colour() {
            return paint.or(sprite::nativeColour);
        }
    }

    /** A plain shape; it always has a colour. */
    record Cutout(Shape shape, Colour ownPaint) implements Subject {
        @Override
        public String noun() {
            return shape.noun();
        }

        @Override
        public Optional<Colour> paint() {
            return Optional.of(ownPaint);
        }

        @Override
        public Optional<Colour> colour() {
            return paint();
        }
    }
}
