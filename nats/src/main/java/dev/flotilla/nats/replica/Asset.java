// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.replica;

import java.util.Comparator;

/**
 * What a Raft group replicates.
 *
 * @param account public key or name of its account, which is what servers know it by; empty for the
 *     meta group
 * @param accountName name of the account as people know it
 * @param stream name of the stream
 * @param consumer name of the consumer; empty for the stream itself
 */
public record Asset(String account, String accountName, String stream, String consumer)
    implements Comparable<Asset> {
  /** The group of all servers that places streams. */
  public static final Asset META = new Asset("", "", "", "");

  private static final Comparator<Asset> ORDER =
      Comparator.comparing(Asset::account)
          .thenComparing(Asset::stream)
          .thenComparing(Asset::consumer);

  /** Whether it is a consumer. */
  public boolean isConsumer() {
    return !consumer.isEmpty();
  }

  @Override
  public int compareTo(Asset other) {
    return ORDER.compare(this, other);
  }

  /** As a sentence names it. */
  @Override
  public String toString() {
    if (equals(META)) {
      return "the meta group";
    }
    String place = "stream " + stream + " in account " + accountName;
    return isConsumer() ? "consumer " + consumer + " of " + place : place;
  }
}
