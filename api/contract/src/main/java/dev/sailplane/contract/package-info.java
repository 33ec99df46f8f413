@NullMarked
package dev.sailplane.contract;

import org.jspecify.annotations.NullMarked;
