// SPDX-License-Identifier: Apache-2.0

/** The catalogue of nats-server releases, as data. */
@NullMarked
package dev.flotilla.nats.catalogue;

import org.jspecify.annotations.NullMarked;
