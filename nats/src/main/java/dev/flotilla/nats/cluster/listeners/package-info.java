// SPDX-License-Identifier: Apache-2.0

/** What the servers listen for besides plain clients, and the remotes that they connect to. */
@NullMarked
package dev.flotilla.nats.cluster.listeners;

import org.jspecify.annotations.NullMarked;
