// SPDX-License-Identifier: Apache-2.0

/** The operator that several NatsClusters share. */
@NullMarked
package dev.flotilla.nats.cluster.trust;

import org.jspecify.annotations.NullMarked;
