package dev.sailplane.devstack.access;

import java.nio.file.Path;
import java.util.Optional;

/** Finds the buckets of stacks that run on this machine. */
public interface BucketLocator {
    /** The data directory of a stack when none is named. */
    Path standard();

    /** Where the bucket of the stack on a data directory is, if a stack runs there. */
    Optional<BucketPlace> find(Path data);
}
