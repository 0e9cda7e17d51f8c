// SPDX-License-Identifier: Apache-2.0

/**
 * The nats-server processes: their version, image, limits and storage, as a spec describes them.
 */
@NullMarked
package dev.flotilla.nats.cluster.servers;

import org.jspecify.annotations.NullMarked;
