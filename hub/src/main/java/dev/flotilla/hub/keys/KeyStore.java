// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.keys;

import java.io.IOException;

/**
 * Where the hub's online keys are kept: the port behind which a mounted Secret or a key service
 * stands. Keys never enter JetStream.
 */
public interface KeyStore {
  /**
   * One item as bytes.
   *
   * @param name one of {@link KeyFile}
   * @throws KeyMissing when there is no such item
   * @throws IOException when it cannot be read
   */
  byte[] read(KeyFile name) throws IOException;
}
