// SPDX-License-Identifier: Apache-2.0

/** Compute resources and scheduling of pods. */
@NullMarked
package dev.flotilla.nats.cluster.pods;

import org.jspecify.annotations.NullMarked;
