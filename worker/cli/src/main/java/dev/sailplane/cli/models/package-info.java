/** Commands about models: list, verify, pull. */
@NullMarked
package dev.sailplane.cli.models;

import org.jspecify.annotations.NullMarked;
