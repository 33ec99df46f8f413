/** Sticker scenes: an endless supply of small pictures with exact captions, each a function of its seed. */
@NullMarked
package dev.sailplane.training.scene;

import org.jspecify.annotations.NullMarked;
