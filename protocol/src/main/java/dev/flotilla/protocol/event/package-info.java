// SPDX-License-Identifier: Apache-2.0
/** Events on their way to the hub: what an agent reports. */
@NullMarked
package dev.flotilla.protocol.event;

import org.jspecify.annotations.NullMarked;
