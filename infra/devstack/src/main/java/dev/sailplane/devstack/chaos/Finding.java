package dev.sailplane.devstack.chaos;

import java.util.List;

/**
 * What a check came to.
 *
 * @param check what ought to be, in words
 * @param examined how many things were looked at
 * @param violations where it was not so
 */
public record Finding(String check, long examined, List<String> violations) {
    public Finding {
        violations = List.copyOf(violations);
    }

    /** Whether all is as it ought to be. */
    public boolean holds() {
        return violations.isEmpty();
    }
}
