// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.view;

import dev.flotilla.cli.Failure;
import dev.flotilla.protocol.api.NatsClusterView;
import java.util.List;

/** Finds the NatsCluster that a person means: any unique end of {@code member/namespace/name}. */
public final class Address {
  private Address() {}

  /**
   * Returns the one NatsCluster of that address.
   *
   * @throws Failure when there is none, or more than one
   */
  public static NatsClusterView resolve(String text, List<NatsClusterView> all) {
    List<NatsClusterView> matches =
        all.stream().filter(one -> ("/" + one.address()).endsWith("/" + text)).toList();
    if (matches.size() == 1) {
      return matches.getFirst();
    }
    throw matches.isEmpty() ? none(text) : several(text, matches);
  }

  private static Failure none(String text) {
    return Failure.invalid("No NatsCluster '" + text + "'", "See 'flotilla status'.");
  }

  private static Failure several(String text, List<NatsClusterView> matches) {
    List<String> addresses = matches.stream().map(NatsClusterView::address).toList();
    return Failure.invalid(
        "'" + text + "' is ambiguous", "Use one of: " + String.join(", ", addresses));
  }
}
