/** Calls to addresses that callers name, and the guard before them. */
@NullMarked
package dev.sailplane.api.outbound;

import org.jspecify.annotations.NullMarked;
