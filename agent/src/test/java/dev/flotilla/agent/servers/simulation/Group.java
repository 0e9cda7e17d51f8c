// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers.simulation;

import dev.flotilla.nats.replica.Asset;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/**
 * One Raft group, as it really is: what was acknowledged, how much of it each member has on its
 * volume, and how much it owes. A member owes what was acknowledged when it last came back.
 */
final class Group {
  private final Asset asset;
  private final Map<Integer, Member> members = new TreeMap<>();
  private long acknowledged;
  private OptionalInt leader = OptionalInt.empty();

  private static final class Member {
    private long position;
    private long owed;

    /** Whom it takes for the leader: one that hears nobody has not changed its mind. */
    private OptionalInt believes = OptionalInt.empty();
  }

  Group(Asset asset, Collection<Integer> ordinals) {
    this.asset = asset;
    ordinals.forEach(ordinal -> members.put(ordinal, new Member()));
  }

  Asset asset() {
    return asset;
  }

  Collection<Integer> members() {
    return members.keySet();
  }

  OptionalInt leader() {
    return leader;
  }

  private Member member(int ordinal) {
    return Objects.requireNonNull(members.get(ordinal));
  }

  long position(int ordinal) {
    return member(ordinal).position;
  }

  OptionalInt believedBy(int ordinal) {
    return member(ordinal).believes;
  }

  /** A new member has nothing yet. */
  void joins(int ordinal) {
    if (members.putIfAbsent(ordinal, new Member()) == null) {
      member(ordinal).owed = acknowledged;
    }
  }

  /** A process of a member starts: it leads nothing. */
  void starts(int ordinal) {
    if (leader.equals(OptionalInt.of(ordinal))) {
      leader = OptionalInt.empty();
    }
    returns(ordinal, true);
  }

  /** A member takes part again after it was away, and hears who leads now. */
  void returns(int ordinal, boolean owes) {
    if (members.containsKey(ordinal)) {
      Member member = member(ordinal);
      member.owed = owes ? acknowledged : member.owed;
      member.believes = leader;
    }
  }

  /** Members elect one that has everything, if most take part. */
  void elects(IntPredicate takesPart) {
    if (leader.isPresent() && !(takesPart.test(leader.getAsInt()) && quorum(takesPart))) {
      leader = OptionalInt.empty();
      return;
    }
    if (leader.isEmpty() && quorum(takesPart)) {
      leader =
          members.keySet().stream()
              .mapToInt(ordinal -> ordinal)
              .filter(ordinal -> takesPart.test(ordinal) && position(ordinal) == acknowledged)
              .findFirst();
    }
    hear(takesPart);
  }

  private void hear(IntPredicate takesPart) {
    members.forEach(
        (ordinal, member) -> {
          if (takesPart.test(ordinal)) {
            member.believes = leader;
          }
        });
  }

  /** Another member leads, if it can. */
  void moves(int to, IntPredicate takesPart) {
    if (leader.isPresent()
        && members.containsKey(to)
        && takesPart.test(to)
        && position(to) == acknowledged) {
      leader = OptionalInt.of(to);
      hear(takesPart);
    }
  }

  /** Messages are acknowledged once most members have them. */
  void publish(long messages, IntPredicate takesPart) {
    boolean led = leader.isPresent() && takesPart.test(leader.getAsInt());
    if (led && quorum(ordinal -> takesPart.test(ordinal) && position(ordinal) == acknowledged)) {
      long before = acknowledged;
      acknowledged += messages;
      members.forEach(
          (ordinal, member) -> {
            if (takesPart.test(ordinal) && member.position == before) {
              member.position = acknowledged;
            }
          });
    }
  }

  /** Members that are behind receive so much from the leader; returns whether any did. */
  boolean catchUp(long messages, IntPredicate takesPart) {
    if (leader.isEmpty() || !takesPart.test(leader.getAsInt())) {
      return false;
    }
    boolean any = false;
    for (var member : members.entrySet()) {
      Member one = member.getValue();
      if (takesPart.test(member.getKey()) && one.position < acknowledged) {
        one.position = Math.min(acknowledged, one.position + messages);
        any = true;
      }
    }
    return any;
  }

  /** Whether a member takes part and has everything that it owes. */
  boolean holds(int ordinal, IntPredicate takesPart) {
    Member member = member(ordinal);
    return takesPart.test(ordinal) && member.position >= member.owed;
  }

  /** Whether most members really hold all data once this one is gone. */
  boolean survives(int ordinal, IntPredicate takesPart) {
    if (!members.containsKey(ordinal) || members.size() == 1) {
      return true;
    }
    int others = 0;
    for (int other : members.keySet()) {
      others += other != ordinal && holds(other, takesPart) ? 1 : 0;
    }
    return others >= Math.min(members.size() / 2 + 1, members.size() - 1);
  }

  private boolean quorum(IntPredicate those) {
    int many = 0;
    for (int member : members.keySet()) {
      many += those.test(member) ? 1 : 0;
    }
    return many > members.size() / 2;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(asset.stream() + asset.consumer() + " " + acknowledged);
    leader.ifPresent(ordinal -> text.append(" led by ").append(ordinal));
    members.forEach(
        (ordinal, member) -> {
          if (member.position < acknowledged) {
            text.append(", ").append(ordinal).append(" at ").append(member.position);
          }
        });
    return text.toString();
  }
}
