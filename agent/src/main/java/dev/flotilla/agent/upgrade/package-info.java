// SPDX-License-Identifier: Apache-2.0

/** Operations that bring servers to another version. */
@NullMarked
package dev.flotilla.agent.upgrade;

import org.jspecify.annotations.NullMarked;
