@NullMarked
package dev.sailplane.api;

import org.jspecify.annotations.NullMarked;
