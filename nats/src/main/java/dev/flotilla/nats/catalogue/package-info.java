// SPDX-License-Identifier: Apache-2.0

/** What Flotilla knows about releases of nats-server, as data. */
@NullMarked
package dev.flotilla.nats.catalogue;

import org.jspecify.annotations.NullMarked;
