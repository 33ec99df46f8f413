/** What runs inside the processes that a stack on one machine starts: the broker, and the leash that ends each of them. */
@NullMarked
package dev.sailplane.backbone;

import org.jspecify.annotations.NullMarked;
