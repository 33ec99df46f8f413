/** The images without an engine: their Dockerfiles parsed and linted, their commands run in a folder, the Compose file held to its schema. */
@NullMarked
package dev.sailplane.images;

import org.jspecify.annotations.NullMarked;
