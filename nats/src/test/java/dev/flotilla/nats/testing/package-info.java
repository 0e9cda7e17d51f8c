// SPDX-License-Identifier: Apache-2.0

/** Real nats-servers for tests, in operator mode, on loopback. */
@NullMarked
package dev.flotilla.nats.testing;

import org.jspecify.annotations.NullMarked;
