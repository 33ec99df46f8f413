/** {@code sailplane scenes}: pictures with captions to learn from, as files. */
@NullMarked
package dev.sailplane.cli.scenes;

import org.jspecify.annotations.NullMarked;
