/** A load generator for the API: knows addresses alone, nothing of the stack behind them. */
@NullMarked
package dev.sailplane.devstack.load;

import org.jspecify.annotations.NullMarked;
