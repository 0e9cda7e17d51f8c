// SPDX-License-Identifier: Apache-2.0

/** How the servers are reached over the network: Service, advertised addresses, NetworkPolicy. */
@NullMarked
package dev.flotilla.nats.cluster.exposure;

import org.jspecify.annotations.NullMarked;
