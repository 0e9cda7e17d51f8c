// SPDX-License-Identifier: Apache-2.0

/** How Flotilla connects to NATS: one place for every client option. */
@NullMarked
package dev.flotilla.nats.connection;

import org.jspecify.annotations.NullMarked;
