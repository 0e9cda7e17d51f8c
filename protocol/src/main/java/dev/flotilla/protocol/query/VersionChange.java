// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.query;

import java.util.List;
import java.util.Objects;

/**
 * Another version of nats-server, as part of a plan.
 *
 * @param from the oldest version that servers run
 * @param steps versions in the order in which all servers take them; the last is the document's
 * @param advisories ids of security advisories that hold for {@code from} and not for the last
 * @param reopened those that hold for the last and not for {@code from}
 * @param notes what is different on the way, a sentence each
 * @param rollback whether servers can go back to {@code from} afterwards, and until when
 * @param features streams and consumers that need a JetStream API level above 0
 * @param interrupted streams that are away while their one server restarts
 * @param clients libraries of the clients that are connected
 * @param expectedTime how long the servers take, in words; empty when that cannot be estimated
 */
public record VersionChange(
    String from,
    List<String> steps,
    List<String> advisories,
    List<String> reopened,
    List<String> notes,
    String rollback,
    List<Use> features,
    List<String> interrupted,
    List<Client> clients,
    String expectedTime) {

  public VersionChange {
    steps = List.copyOf(steps);
    advisories = List.copyOf(advisories);
    reopened = List.copyOf(reopened);
    notes = List.copyOf(notes);
    features = List.copyOf(Objects.requireNonNullElse(features, List.of()));
    interrupted = List.copyOf(Objects.requireNonNullElse(interrupted, List.of()));
    clients = List.copyOf(Objects.requireNonNullElse(clients, List.of()));
    expectedTime = Objects.requireNonNullElse(expectedTime, "");
  }

  /**
   * A stream or consumer that not every version serves.
   *
   * @param asset {@code ACCOUNT/STREAM} or {@code ACCOUNT/STREAM/CONSUMER}
   * @param apiLevel that servers must have
   * @param features by the names of the catalogue
   */
  public record Use(String asset, int apiLevel, List<String> features) {
    public Use {
      features = List.copyOf(features);
    }
  }

  /**
   * Clients with one library.
   *
   * @param library such as {@code java 2.26.1}
   * @param connections how many
   */
  public record Client(String library, int connections) {}
}
