/** Notices that the machine is about to be taken away. */
@NullMarked
package dev.sailplane.worker.spot;

import org.jspecify.annotations.NullMarked;
