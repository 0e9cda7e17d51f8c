// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.session;

import dev.flotilla.cli.Failure;
import java.net.URI;

/** Reads the hub's address as people write it. */
public final class HubAddress {
  private HubAddress() {}

  /**
   * Returns {@code https://HOST[:PORT]} without a trailing slash.
   *
   * @throws Failure when it is no https address
   */
  public static URI parse(String text) {
    String address = text.contains("://") ? text : "https://" + text;
    try {
      URI hub = URI.create(address.replaceAll("/+$", ""));
      if ("https".equals(hub.getScheme()) && hub.getHost() != null && hub.getPath().isEmpty()) {
        return hub;
      }
    } catch (IllegalArgumentException e) {
      // reported below, like every other invalid address
    }
    throw Failure.invalid("'" + text + "' is not a hub URL", "Use the form https://HOST:8443.");
  }
}
