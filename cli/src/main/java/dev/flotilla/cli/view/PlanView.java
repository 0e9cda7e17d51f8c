// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.cli.ExitCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a deploy would do.
 *
 * @param outcome unchanged, change or refused
 * @param refusals why nothing would be done
 * @param objects in the order in which they would be written
 * @param servers those that something happens to, in that order, then the others
 * @param warnings guard rails that the document breaks and that only warn
 * @param waived codes of broken guard rails that the document waives
 * @param preflight what was looked at in the member
 */
public record PlanView(
    String outcome,
    List<Problem> refusals,
    List<ObjectChange> objects,
    List<ServerChange> servers,
    List<Problem> warnings,
    List<String> waived,
    List<Check> preflight) {
  /**
   * Why something cannot be.
   *
   * @param code stable
   * @param message one sentence
   * @param hint what to do; empty for nothing
   */
  public record Problem(String code, String message, String hint) {}

  /**
   * One Kubernetes object.
   *
   * @param kind such as StatefulSet
   * @param name in the namespace
   * @param action create, change, delete, keep or refuse
   * @param fields that would change
   */
  public record ObjectChange(String kind, String name, String action, List<FieldChange> fields) {}

  /**
   * One field that would change.
   *
   * @param path in the object
   * @param before null when it is not there yet
   * @param after null when it would be gone
   */
  public record FieldChange(String path, @Nullable String before, @Nullable String after) {}

  /**
   * One server.
   *
   * @param pod its name
   * @param action create, roll or keep
   * @param reason a few words
   */
  public record ServerChange(String pod, String action, String reason) {}

  /**
   * Something in the member that was looked at.
   *
   * @param code stable
   * @param result passed, warning, error or not-checked
   * @param message one sentence
   * @param hint what to do; empty for nothing
   */
  public record Check(String code, String result, String message, String hint) {}

  /** Reads the hub's document. */
  public static PlanView of(JsonNode document) {
    return Views.read(document, PlanView.class);
  }

  /** Counts the objects of an action. */
  public long objects(String action) {
    return objects.stream().filter(object -> object.action().equals(action)).count();
  }

  /** Counts the servers of an action. */
  public long servers(String action) {
    return servers.stream().filter(server -> server.action().equals(action)).count();
  }

  /** Returns what the process ends with. */
  public ExitCode exitCode() {
    return switch (outcome) {
      case "unchanged" -> ExitCode.DONE;
      case "refused" -> ExitCode.REFUSED;
      default -> ExitCode.UNHEALTHY;
    };
  }
}
