/** What became of a job: its state and the view of all of them. Pure but for the last word it reads from the bucket. */
@NullMarked
package dev.sailplane.api.job;

import org.jspecify.annotations.NullMarked;
