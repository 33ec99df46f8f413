package dev.sailplane.api.prediction;

import dev.sailplane.api.source.EditSources;
import dev.sailplane.api.source.MaskRule;
import dev.sailplane.api.source.PictureSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The picture a job starts from, as named by the caller. */
public sealed interface SourceRequest {
    /** Everything that is to be fetched. */
    List<PictureSource> pictures();

    /** A part is drawn anew. */
    record Edit(EditSources sources) implements SourceRequest {
        @Override
        public List<PictureSource> pictures() {
            return Stream.concat(Stream.of(sources.image()), sources.mask().stream())
                    .toList();
        }
    }

    /**
     * A part of an earlier job's picture is drawn anew, by a mask of its own.
     *
     * @param image as the earlier job starts from it
     */
    record Masked(PictureSource.Stored image, PictureSource mask, Optional<MaskRule> rule) implements SourceRequest {
        @Override
        public List<PictureSource> pictures() {
            return List.of(image, mask);
        }
    }

    /**
     * The whole is drawn anew, from part of the way.
     *
     * @param strength how much of the way is walked, above 0 to 1
     */
    record Variation(PictureSource image, double strength) implements SourceRequest {
        @Override
        public List<PictureSource> pictures() {
            return List.of(image);
        }
    }
}
