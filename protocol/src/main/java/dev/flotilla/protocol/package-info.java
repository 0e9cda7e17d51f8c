// SPDX-License-Identifier: Apache-2.0
/** Messages between hub and agents. */
@NullMarked
package dev.flotilla.protocol;

import org.jspecify.annotations.NullMarked;
