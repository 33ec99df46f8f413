/** The HTTP surface: resources, problems. Turns requests into commands and states into answers, decides nothing. */
@NullMarked
package dev.sailplane.api.http;

import org.jspecify.annotations.NullMarked;
