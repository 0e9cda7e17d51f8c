// SPDX-License-Identifier: Apache-2.0
/** Another version of nats-server for a NatsCluster, all else of its document as it is. */
@NullMarked
package dev.flotilla.hub.upgrade;

import org.jspecify.annotations.NullMarked;
