/** How fast this machine computes GLIDE. */
@NullMarked
package dev.sailplane.cli.bench;

import org.jspecify.annotations.NullMarked;
