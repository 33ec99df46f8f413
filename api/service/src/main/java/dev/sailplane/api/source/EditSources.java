package dev.sailplane.api.source;

import java.util.Optional;

/**
 * What an edit starts from, as named by the caller.
 *
 * @param image the picture
 * @param mask which part of it is to be drawn anew; absent when the picture's own alpha says so
 * @param rule how the mask is read; absent for the default, see {@link MaskRule}
 */
public record EditSources(PictureSource image, Optional<PictureSource> mask, Optional<MaskRule> rule) {}
