package dev.sailplane.api.http.openai;

/** Chooses when the work in progress is shown: so many times at most, spread over what is left of the way. */
final class PartialMoments {
    private int left;
    private double next;

    PartialMoments(int count) {
        left = count;
        next = 1.0 / (count + 1);
    }

    /**
     * Whether it is time again.
     *
     * @param fraction of the way that is done, 0 to 1
     */
    boolean due(double fraction) {
        if (left == 0 || fraction < next) {
            return false;
        }
        left--;
        next = fraction + (1 - fraction) / (left + 1);
        return true;
    }
}
