/**
 * Faults under load, and a verdict on what became of every job. Knows the stack by its ports alone: processes that can be
 * struck ({@link dev.sailplane.devstack.chaos.Member}), addresses, a bucket, topics.
 */
@NullMarked
package dev.sailplane.devstack.chaos;

import org.jspecify.annotations.NullMarked;
