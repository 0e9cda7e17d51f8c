// SPDX-License-Identifier: Apache-2.0
/** Changes of servers that are paused and resumed, all else of their document as it is. */
@NullMarked
package dev.flotilla.hub.pause;

import org.jspecify.annotations.NullMarked;
