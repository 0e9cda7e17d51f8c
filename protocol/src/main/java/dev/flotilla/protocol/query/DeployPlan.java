// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.flotilla.protocol.Problem;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a deploy would do in a member, as it stood when somebody asked.
 *
 * @param outcome all of it in a word
 * @param refusals why nothing would be done; empty unless it is refused
 * @param objects in the order in which they would be written
 * @param servers those that something happens to, in the order in which it happens, then the others
 * @param warnings guard rails that the document breaks and that only warn
 * @param waived codes of broken guard rails that the document waives
 * @param preflight what was looked at in the member before
 * @param version the change of version that it brings; null when there is none, and from an agent
 *     that does not tell
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeployPlan(
    Outcome outcome,
    List<Problem> refusals,
    List<ObjectChange> objects,
    List<ServerChange> servers,
    List<Problem> warnings,
    List<String> waived,
    List<PreflightCheck> preflight,
    @Nullable VersionChange version) {

  /** A plan in a word. */
  public enum Outcome {
    /** All is as the document says. */
    UNCHANGED,
    /** Something would be created, changed, deleted or rolled. */
    CHANGE,
    /** The member would refuse, and nothing would be done. */
    REFUSED;

    @JsonValue
    public String token() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public DeployPlan {
    refusals = List.copyOf(refusals);
    objects = List.copyOf(objects);
    servers = List.copyOf(servers);
    warnings = List.copyOf(warnings);
    waived = List.copyOf(waived);
    preflight = List.copyOf(preflight);
  }

  /** A plan without a change of version. */
  public DeployPlan(
      Outcome outcome,
      List<Problem> refusals,
      List<ObjectChange> objects,
      List<ServerChange> servers,
      List<Problem> warnings,
      List<String> waived,
      List<PreflightCheck> preflight) {
    this(outcome, refusals, objects, servers, warnings, waived, preflight, null);
  }

  /** The same with a change of version. */
  public DeployPlan with(VersionChange changed) {
    return new DeployPlan(
        outcome, refusals, objects, servers, warnings, waived, preflight, changed);
  }

  /** The outcome of these parts. */
  public static Outcome outcome(
      List<Problem> refusals, List<ObjectChange> objects, List<ServerChange> servers) {
    if (!refusals.isEmpty()) {
      return Outcome.REFUSED;
    }
    boolean same =
        objects.stream().allMatch(DeployPlan::stays)
            && servers.stream().allMatch(server -> server.action() == ServerChange.Action.KEEP);
    return same ? Outcome.UNCHANGED : Outcome.CHANGE;
  }

  /** What is refused besides a deploy that goes on is not touched. */
  private static boolean stays(ObjectChange object) {
    return object.action() == ObjectChange.Action.KEEP
        || object.action() == ObjectChange.Action.REFUSE;
  }
}
