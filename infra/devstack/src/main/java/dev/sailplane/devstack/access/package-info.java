/**
 * The operator's commands for API keys and tenants: small objects in the bucket, which the API reads. Knows of no stack;
 * where a stack's bucket is, it is told.
 *
 * @see <a href="../../../../../../../../adr/0008-tenants-and-keys.md">Decision 0008</a>
 */
@NullMarked
package dev.sailplane.devstack.access;

import org.jspecify.annotations.NullMarked;
