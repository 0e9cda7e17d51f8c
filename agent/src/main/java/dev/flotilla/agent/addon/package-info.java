// SPDX-License-Identifier: Apache-2.0

/** The add-ons of a NatsCluster: created, watched and removed, but never a reason to wait. */
@NullMarked
package dev.flotilla.agent.addon;

import org.jspecify.annotations.NullMarked;
