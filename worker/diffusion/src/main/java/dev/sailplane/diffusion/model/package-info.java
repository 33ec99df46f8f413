/** Models on disk: a folder with {@code model.json} and the weights it describes. */
@NullMarked
package dev.sailplane.diffusion.model;

import org.jspecify.annotations.NullMarked;
