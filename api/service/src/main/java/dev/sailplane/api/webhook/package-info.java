/** Telling receivers of their jobs: what is promised, when it is tried, how it is signed. */
@NullMarked
package dev.sailplane.api.webhook;

import org.jspecify.annotations.NullMarked;
