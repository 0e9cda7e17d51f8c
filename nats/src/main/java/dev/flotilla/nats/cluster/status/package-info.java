// SPDX-License-Identifier: Apache-2.0

/** The status of a NatsCluster, as the agent writes it. */
@NullMarked
package dev.flotilla.nats.cluster.status;

import org.jspecify.annotations.NullMarked;
