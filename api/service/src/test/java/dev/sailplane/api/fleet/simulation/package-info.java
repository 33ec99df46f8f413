/**
 * A fleet in a virtual week: the real ledger of work, KEDA's and the HPA's documented algorithm, and a cluster whose nodes
 * take minutes to come.
 */
@NullMarked
package dev.sailplane.api.fleet.simulation;

import org.jspecify.annotations.NullMarked;
