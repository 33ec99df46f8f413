/** What dashboards and alerts see of jobs, by Micrometer. Leases, steps and errors are counted where they happen. */
@NullMarked
package dev.sailplane.worker.metrics;

import org.jspecify.annotations.NullMarked;
