package dev.sailplane.api.storage;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;

/** Stands for the bucket in tests of the whole service. */
@Alternative
@Priority(1)
@ApplicationScoped
public class TestObjectStore extends MemoryObjectStore {}
