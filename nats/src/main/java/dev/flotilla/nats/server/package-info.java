// SPDX-License-Identifier: Apache-2.0

/** A nats-server that this process runs itself. */
@NullMarked
package dev.flotilla.nats.server;

import org.jspecify.annotations.NullMarked;
