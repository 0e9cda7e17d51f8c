// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.snapshot;

import io.nats.client.Connection;
import java.io.IOException;

/** Makes another connection of the same user, where the first one is closed for good. */
@FunctionalInterface
public interface Reconnect {
  /** A new connection, which is closed after use. */
  Connection connect() throws IOException, InterruptedException;
}
