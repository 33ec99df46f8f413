package dev.sailplane.devstack.chaos;

import java.util.Locale;

/** What a member of the stack is there for. */
public enum Role {
    WORKER,
    API,
    BROKER,
    STORE,
    /** Of webhooks: the caller's own end. */
    RECEIVER;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
