@NullMarked
package dev.sailplane.devstack;

import org.jspecify.annotations.NullMarked;
