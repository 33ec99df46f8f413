/** The manifests as an operator gets them: rendered by kubectl, held to their schemas, asked what one relies on. */
@NullMarked
package dev.sailplane.kubernetes;

import org.jspecify.annotations.NullMarked;
