// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.link;

import java.io.IOException;

/** Processes what the inbox holds. */
public interface InboxReader {
  /**
   * Reads the inbox and admits what is new.
   *
   * @param thorough whether to check again what was admitted before, and repair what is missing
   * @return revision of the index that the agent now holds
   * @throws IOException when the hub does not answer; to be retried
   */
  long read(HubInbox inbox, boolean thorough) throws IOException, InterruptedException;
}
