// SPDX-License-Identifier: Apache-2.0

/** What is deployed besides the servers: exporter, nats-box, Surveyor and NACK. */
@NullMarked
package dev.flotilla.nats.cluster.addons;

import org.jspecify.annotations.NullMarked;
