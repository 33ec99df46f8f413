/** The one place where settings are read and checked. */
@NullMarked
package dev.sailplane.api.configuration;

import org.jspecify.annotations.NullMarked;
