// SPDX-License-Identifier: Apache-2.0

/**
 * The NatsCluster and its spec. Each section of the spec has a package of its own, whose records
 * read themselves; {@code parser} puts them together, and {@code rails} judges the whole.
 */
@NullMarked
package dev.flotilla.nats.cluster;

import org.jspecify.annotations.NullMarked;
