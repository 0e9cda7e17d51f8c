// SPDX-License-Identifier: Apache-2.0

/** Clears a server that is about to stop: its leaders and its clients move before it does. */
@NullMarked
package dev.flotilla.nats.evacuation;

import org.jspecify.annotations.NullMarked;
