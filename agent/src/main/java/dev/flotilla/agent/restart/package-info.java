// SPDX-License-Identifier: Apache-2.0

/** Restarts of servers as operations. */
@NullMarked
package dev.flotilla.agent.restart;

import org.jspecify.annotations.NullMarked;
