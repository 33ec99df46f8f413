/** Source pictures and masks of an edit: fetched, bounded, checked, brought into one form. */
@NullMarked
package dev.sailplane.api.source;

import org.jspecify.annotations.NullMarked;
