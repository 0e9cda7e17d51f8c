// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.fleet;

import dev.flotilla.hub.store.Registry;
import dev.flotilla.hub.store.Registry.Versioned;
import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.enrolment.AgentState;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The agents that the hub knows. A member name belongs to one agent at a time; revoking the agent
 * frees it.
 */
@StoreScoped
public final class Agents {
  private static final String AGENT = "agent.";
  private static final String MEMBER = "member.";

  private final Registry registry;

  /** Agents in this registry. */
  public Agents(Registry registry) {
    this.registry = registry;
  }

  /** By id. */
  public Optional<AgentRecord> get(AgentId id) {
    return registry.get(AGENT + id, AgentRecord.class).map(Versioned::value);
  }

  /** By id or by the name of a member that is not revoked. */
  public Optional<AgentRecord> find(String idOrMember) {
    Optional<AgentRecord> named =
        registry.get(MEMBER + idOrMember, AgentId.class).map(Versioned::value).flatMap(this::get);
    return named.isPresent()
        ? named
        : registry.get(AGENT + idOrMember, AgentRecord.class).map(Versioned::value);
  }

  /** Whether an agent has this id, or this member name now or before it was revoked. */
  public boolean named(AgentId id, String idOrMember) {
    return id.value().equals(idOrMember)
        || get(id).filter(agent -> agent.member().equals(idOrMember)).isPresent();
  }

  /** All, by member name. */
  public List<AgentRecord> all() {
    return registry.list(AGENT, AgentRecord.class).stream()
        .map(Versioned::value)
        .sorted(Comparator.comparing(AgentRecord::member).thenComparing(AgentRecord::enrolledAt))
        .toList();
  }

  /** Whether the agent may have an inbox and speak to the hub. */
  public boolean accepted(AgentId id) {
    return get(id).filter(agent -> agent.state() == AgentState.ACCEPTED).isPresent();
  }

  /**
   * Whether an agent other than this one has a member name. A holder that never became known has
   * lost it, as one that was revoked: its enrolment was cut off and can be repeated by its agent.
   */
  public boolean takenByAnother(String member, AgentId id) {
    return registry
        .get(MEMBER + member, AgentId.class)
        .map(Versioned::value)
        .filter(holder -> !holder.equals(id))
        .flatMap(this::get)
        .filter(holder -> holder.state() != AgentState.REVOKED)
        .isPresent();
  }

  /** Takes a member name for an agent; false when another one has it. Taking twice is no harm. */
  public boolean claimMember(String member, AgentId id) {
    if (takenByAnother(member, id)) {
      return false;
    }
    Optional<Versioned<AgentId>> present = registry.get(MEMBER + member, AgentId.class);
    return present.filter(holder -> holder.value().equals(id)).isPresent()
        || registry.replace(
            MEMBER + member,
            id,
            present
                .map(Versioned::revision)
                .orElseGet(() -> registry.absentRevision(MEMBER + member)));
  }

  /** Gives a member name back, if the agent has it. */
  public void freeMember(String member, AgentId id) {
    registry
        .get(MEMBER + member, AgentId.class)
        .filter(holder -> holder.value().equals(id))
        .ifPresent(
            holder -> {
              boolean ignored = registry.delete(MEMBER + member, holder.revision());
            });
  }

  /** Writes a new agent. */
  public void add(AgentRecord agent) {
    registry.put(AGENT + agent.id(), agent);
  }

  /** Changes an agent by compare-and-set; empty when there is no such agent. */
  public Optional<AgentRecord> change(AgentId id, Function<AgentRecord, AgentRecord> change) {
    while (true) {
      Optional<Versioned<AgentRecord>> before = registry.get(AGENT + id, AgentRecord.class);
      if (before.isEmpty()) {
        return Optional.empty();
      }
      AgentRecord after = change.apply(before.get().value());
      if (registry.replace(AGENT + id, after, before.get().revision())) {
        return Optional.of(after);
      }
    }
  }
}
