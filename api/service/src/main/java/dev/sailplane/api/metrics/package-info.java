/**
 * What dashboards and alerts see of the fleet. What happens (tries, errors) is counted where it happens, by Micrometer's
 * registry of the process, as one logs.
 */
@NullMarked
package dev.sailplane.api.metrics;

import org.jspecify.annotations.NullMarked;
