/** Weights at rest: state dicts read from {@code .pt} and safetensors files, memory-mapped. */
@NullMarked
package dev.sailplane.diffusion.checkpoint;

import org.jspecify.annotations.NullMarked;
