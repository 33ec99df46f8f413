/** Who may ask: API keys, tenants and their limits. */
@NullMarked
package dev.sailplane.api.access;

import org.jspecify.annotations.NullMarked;
