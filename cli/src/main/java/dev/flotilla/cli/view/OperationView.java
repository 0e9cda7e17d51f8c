// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.view;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.cli.ExitCode;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One operation and how far it has come.
 *
 * @param id 26 characters, ordered by time
 * @param type such as deploy
 * @param member who carries it out
 * @param target what it is about
 * @param requestedBy the token's name
 * @param requestedAt when the hub had it on disk
 * @param state one word, such as Running
 * @param step what is being done; null unless running
 * @param percent 0 to 100; null when unknown
 * @param detail of the step; null for none
 * @param code stable code of the result or of what is waited for; null for none
 * @param message a sentence about it; null for none
 * @param hint what to do; null for nothing
 */
public record OperationView(
    String id,
    String type,
    String member,
    Target target,
    String requestedBy,
    Instant requestedAt,
    String state,
    @Nullable String step,
    @Nullable Integer percent,
    @Nullable String detail,
    @Nullable String code,
    @Nullable String message,
    @Nullable String hint) {
  private static final Set<String> UNDER_WAY =
      Set.of("Queued", "AwaitingApproval", "Delivered", "Waiting", "Running", "Paused");

  /**
   * What an operation is about.
   *
   * @param kind resource kind
   * @param namespace in the member
   * @param name of the resource
   */
  public record Target(String kind, String namespace, String name) {}

  /** Reads the hub's document. */
  public static OperationView of(JsonNode document) {
    return Views.read(document, OperationView.class);
  }

  /** Tells whether nothing more will happen. */
  public boolean ended() {
    return !UNDER_WAY.contains(state);
  }

  /** Returns {@code member/namespace/name} of the target. */
  public String address() {
    return member + "/" + target.namespace() + "/" + target.name();
  }

  /** Returns what the process ends with after waiting for this result. */
  public ExitCode exitCode() {
    return switch (state) {
      case "Succeeded" -> ExitCode.DONE;
      case "Refused" -> ExitCode.REFUSED;
      default -> ended() ? ExitCode.UNHEALTHY : ExitCode.DONE;
    };
  }
}
