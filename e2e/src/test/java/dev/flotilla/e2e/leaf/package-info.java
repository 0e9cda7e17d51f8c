// SPDX-License-Identifier: Apache-2.0
/** A leaf node that is cut off from its remote. */
@NullMarked
package dev.flotilla.e2e.leaf;

import org.jspecify.annotations.NullMarked;
