// SPDX-License-Identifier: Apache-2.0
/** Facts as they travel up: what an agent reports to the hub. */
@NullMarked
package dev.flotilla.protocol.event;

import org.jspecify.annotations.NullMarked;
