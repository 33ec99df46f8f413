/** What a picture shows, found out without its caption: by pixels, and by a small network for the nouns. */
@NullMarked
package dev.sailplane.training.inspection;

import org.jspecify.annotations.NullMarked;
