package dev.sailplane.devstack.chaos;

import dev.sailplane.devstack.access.BucketPlace;
import java.net.URI;
import java.util.List;

/**
 * The stack under test.
 *
 * @param members its processes
 * @param apis addresses of the replicas
 */
public record Stage(List<Member> members, List<URI> apis, BucketPlace bucket, TopicReader topics) {
    public Stage {
        members = List.copyOf(members);
        apis = List.copyOf(apis);
    }
}
