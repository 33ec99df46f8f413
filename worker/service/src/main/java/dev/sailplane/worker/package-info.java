@NullMarked
package dev.sailplane.worker;

import org.jspecify.annotations.NullMarked;
