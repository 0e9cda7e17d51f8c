// SPDX-License-Identifier: Apache-2.0

/** Defaults of a NatsCluster for one kind of use. */
@NullMarked
package dev.flotilla.nats.profile;

import org.jspecify.annotations.NullMarked;
