// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers.simulation;

import dev.flotilla.nats.replica.Asset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** All servers and their groups, as they really are. */
final class Servers {
  private static final int MOST_COPIES = 3;

  private final Map<Integer, Server> servers = new TreeMap<>();
  private final List<Group> groups = new ArrayList<>();
  private final Group meta;

  /**
   * New ones.
   *
   * @param shift which of more than three servers have the copies
   */
  Servers(int number, int shift) {
    List<Integer> all = IntStream.range(0, number).boxed().toList();
    List<Integer> some =
        IntStream.range(0, Math.min(number, MOST_COPIES))
            .mapToObj(copy -> (copy + shift) % number)
            .toList();
    this.meta = new Group(Asset.META, all);
    groups.add(meta);
    groups.add(new Group(new Asset("A", "shop", "ORDERS", ""), some));
    groups.add(new Group(new Asset("A", "shop", "ORDERS", "bill"), some));
    groups.add(new Group(new Asset("A", "shop", "CARTS", ""), all));
  }

  Server at(int ordinal) {
    return servers.computeIfAbsent(ordinal, Server::new);
  }

  List<Group> groups() {
    return groups;
  }

  OptionalInt metaLeader() {
    return meta.leader();
  }

  /** Whether it leads anything. */
  boolean leads(int ordinal) {
    return groups.stream().anyMatch(group -> group.leader().equals(OptionalInt.of(ordinal)));
  }

  boolean takesPart(int ordinal) {
    return servers.containsKey(ordinal) && servers.get(ordinal).takesPart();
  }

  void starts(int ordinal, Template template, Instant now) {
    at(ordinal).starts(template, now);
    groups.forEach(group -> group.starts(ordinal));
  }

  /** One that was frozen or stuck goes on; what nobody could have seen is made good in seconds. */
  void goesOn(int ordinal, Instant now) {
    boolean owes = at(ordinal).wasLookedAt();
    at(ordinal).becomes(Server.State.UP, now);
    groups.forEach(group -> group.returns(ordinal, owes));
  }

  /** New servers join those that are there, unless that one has no routes. */
  void elect() {
    servers.values().stream()
        .filter(server -> server.takesPart() && server.routes())
        .filter(_ -> meta.leader().isPresent() && at(meta.leader().getAsInt()).routes())
        .forEach(server -> meta.joins(server.ordinal()));
    groups.forEach(group -> group.elects(this::takesPart));
  }

  /** Whether it is one of several. */
  boolean isMember(int ordinal) {
    return meta.members().contains(ordinal) && meta.members().size() > 1;
  }

  void moveMetaLeader(int ordinal) {
    meta.moves(ordinal, this::takesPart);
  }

  void publish(long messages) {
    groups.stream()
        .filter(group -> !group.equals(meta))
        .forEach(group -> group.publish(messages, this::takesPart));
  }

  boolean catchUp(long messages) {
    boolean any = false;
    for (Group group : groups) {
      any |= group.catchUp(messages, this::takesPart);
    }
    return any;
  }

  /** Whether no group loses its quorum when that server goes. */
  boolean survive(int ordinal) {
    for (Group group : groups) {
      if (!group.survives(ordinal, this::takesPart)) {
        return false;
      }
    }
    return true;
  }

  /** Whether that server takes part and has everything that it owes. */
  boolean holds(int ordinal) {
    for (Group group : groups) {
      if (group.members().contains(ordinal) && !group.holds(ordinal, this::takesPart)) {
        return false;
      }
    }
    return takesPart(ordinal);
  }

  @Override
  public String toString() {
    return servers.values() + " " + groups;
  }
}
