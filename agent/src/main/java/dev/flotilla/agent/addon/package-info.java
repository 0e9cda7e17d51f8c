// SPDX-License-Identifier: Apache-2.0

/** What stands beside the servers of a NatsCluster: made, watched and removed, never waited for. */
@NullMarked
package dev.flotilla.agent.addon;

import org.jspecify.annotations.NullMarked;
