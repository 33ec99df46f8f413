/**
 * Who may ask, and for how much: API keys, tenants and their limits.
 *
 * @see <a href="../../../../../../../../../infra/adr/0008-tenants-and-keys.md">Decision 0008</a>
 */
@NullMarked
package dev.sailplane.api.access;

import org.jspecify.annotations.NullMarked;
