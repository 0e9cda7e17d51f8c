// SPDX-License-Identifier: Apache-2.0

/** By which versions servers get to the one of their document, and whether they can. */
@NullMarked
package dev.flotilla.agent.version;

import org.jspecify.annotations.NullMarked;
