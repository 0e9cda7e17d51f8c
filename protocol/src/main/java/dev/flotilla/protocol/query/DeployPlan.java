// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.query;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.flotilla.protocol.Problem;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a deploy would do in a member, at the time of the query.
 *
 * @param outcome the plan as a whole
 * @param refusals why it would be refused; empty otherwise
 * @param objects in the order in which they would be written
 * @param servers affected servers in the order of the rollout, then the others
 * @param warnings guard rails that the document violates as warnings
 * @param waived codes of violated guard rails that the document waives
 * @param preflight checks in the member
 * @param version the change of version; null if there is none
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

  /** The plan as a whole. */
  public enum Outcome {
    /** The actual state matches the document. */
    UNCHANGED,
    /** Something would be created, changed, deleted or rolled. */
    CHANGE,
    /** The member would refuse it. */
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

  /** A refused add-on does not stop the deploy, and stays as it is. */
  private static boolean stays(ObjectChange object) {
    return object.action() == ObjectChange.Action.KEEP
        || object.action() == ObjectChange.Action.REFUSE;
  }
}
