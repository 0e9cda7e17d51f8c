// SPDX-License-Identifier: Apache-2.0

/** The NatsCluster: what a person asks for, how it is read, and which guard rails judge it. */
@NullMarked
package dev.flotilla.nats.cluster;

import org.jspecify.annotations.NullMarked;
