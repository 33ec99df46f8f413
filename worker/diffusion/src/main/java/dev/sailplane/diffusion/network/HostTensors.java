package dev.sailplane.diffusion.network;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Tensors by name, each fetched from the device when it is asked for.
 *
 * @param shapes every tensor's sizes, in the order they are to be written
 * @param values a tensor's numbers, row-major
 */
public record HostTensors(Map<String, List<Long>> shapes, Function<String, float[]> values) {}
