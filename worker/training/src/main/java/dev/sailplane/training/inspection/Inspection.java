package dev.sailplane.training.inspection;

import dev.sailplane.training.scene.Background;
import java.util.List;

/**
 * What an inspector found in a picture.
 *
 * @param background the kind, in a variation like the picture's
 * @param objects largest first
 * @param features of the largest object; of plain gray where there is none
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Inspection(Background background, List<Seen> objects, float[] features) {
    public Inspection {
        objects = List.copyOf(objects);
    }

    /**
     * An object with what it looks like.
     *
     * @param sighting where it is, how large, in which colour
     * @param nounScores one for each label of {@link Nouns}, the higher the likelier
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    public record Seen(Sighting sighting, float[] nounScores) {
        /** How many other nouns it looks as much like as like this one, or more; 0 for the best. */
        public int rank(int label) {
            int others = -1;
            for (float score : nounScores) {
                others += score < nounScores[label] ? 0 : 1; // no number at all counts against it
            }
            return others;
        }
    }
}
