// SPDX-License-Identifier: Apache-2.0
/** Restarts of the servers of a NatsCluster, all else of its document as it is. */
@NullMarked
package dev.flotilla.hub.restart;

import org.jspecify.annotations.NullMarked;
