@NullMarked
package dev.sailplane.cli;

import org.jspecify.annotations.NullMarked;
