/** The published messages: what travels on the topics and lies in the bucket. Plain records and JSON. */
@NullMarked
package dev.sailplane.contract;

import org.jspecify.annotations.NullMarked;
