/** A job's way through the worker, its ports and their decorators. Knows no technology. */
@NullMarked
package dev.sailplane.worker.job;

import org.jspecify.annotations.NullMarked;
