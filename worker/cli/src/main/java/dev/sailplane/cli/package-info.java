/** What all commands share: exit status, errors, where models lie. */
@NullMarked
package dev.sailplane.cli;

import org.jspecify.annotations.NullMarked;
