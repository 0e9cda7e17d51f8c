// SPDX-License-Identifier: Apache-2.0

/** From a document to a NatsCluster. */
@NullMarked
package dev.flotilla.nats.cluster.parser;

import org.jspecify.annotations.NullMarked;
