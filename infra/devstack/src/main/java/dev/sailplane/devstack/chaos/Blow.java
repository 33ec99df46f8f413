package dev.sailplane.devstack.chaos;

import java.util.Locale;

/** What may happen to a member. */
public enum Blow {
    /** It ends on the spot (SIGKILL) and is started again. */
    KILL,
    /** It is asked to end (SIGTERM) and is started again. */
    TERMINATE,
    /** It stands still for a while (SIGSTOP, SIGCONT) and knows nothing of it. */
    FREEZE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
