// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.keys;

import java.net.URI;
import java.util.List;

/**
 * What a set of keys was made for.
 *
 * @param publicUrl the REST address that agents and people use, {@code https://host:port}
 * @param names further names or addresses that certificates carry
 */
public record HubIdentity(URI publicUrl, List<String> names) {
  public HubIdentity {
    names = List.copyOf(names);
  }
}
