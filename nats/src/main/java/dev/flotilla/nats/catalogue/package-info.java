// SPDX-License-Identifier: Apache-2.0

/** The nats-server versions that Flotilla knows, as data. */
@NullMarked
package dev.flotilla.nats.catalogue;

import org.jspecify.annotations.NullMarked;
