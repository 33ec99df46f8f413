/** What the worker tells, over SmallRye Reactive Messaging. */
@NullMarked
package dev.sailplane.worker.messaging;

import org.jspecify.annotations.NullMarked;
