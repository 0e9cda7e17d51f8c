// SPDX-License-Identifier: Apache-2.0
/** A real hub process and a client that behaves as an agent. */
@NullMarked
package dev.flotilla.hub.testing;

import org.jspecify.annotations.NullMarked;
