/** The configurations as Terraform sees them. */
@NullMarked
package dev.sailplane.terraform;

import org.jspecify.annotations.NullMarked;
