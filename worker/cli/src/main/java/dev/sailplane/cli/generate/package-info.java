/** Generating on this machine, without any service. */
@NullMarked
package dev.sailplane.cli.generate;

import org.jspecify.annotations.NullMarked;
