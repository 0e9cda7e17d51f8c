// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Ends a command: mapped once, at the edge, to {@code Error:} and {@code Hint:} lines and a code.
 */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Complaint complaint;

  /** Wraps an error for the user. */
  public Failure(Complaint complaint) {
    super(complaint.message());
    this.complaint = complaint;
  }

  /** Wraps an error for the user, with the technical cause for {@code --debug}. */
  public Failure(Complaint complaint, Throwable cause) {
    super(complaint.message(), cause);
    this.complaint = complaint;
  }

  /** Makes a failure of input, usage or transport. */
  public static Failure invalid(String message, String hint) {
    return new Failure(new Complaint(ExitCode.INVALID, message, hint, List.of()));
  }

  /** Makes a failure of a document with these errors, each of them in a line of its own. */
  public static Failure of(ExitCode exitCode, List<WrongField> fields) {
    String count = fields.size() == 1 ? "1 error" : fields.size() + " errors";
    return new Failure(
        new Complaint(exitCode, count + " in the document; nothing was stored", null, fields));
  }

  /** Makes the failure of a command whose thread was interrupted; what the hub accepted goes on. */
  public static Failure interrupted() {
    return invalid("Interrupted", "Operations that the hub accepted continue.");
  }

  /** Returns the error for the user. */
  public Complaint complaint() {
    return complaint;
  }

  /**
   * What went wrong, for a person.
   *
   * @param exitCode how the process ends
   * @param message one sentence
   * @param hint what to do next; null when there is nothing better to say than the message
   * @param fields the fields of the input that were wrong, all of them; empty when none is to blame
   */
  public record Complaint(
      ExitCode exitCode, String message, @Nullable String hint, List<WrongField> fields) {
    /** Copies the list. */
    public Complaint {
      Objects.requireNonNull(message);
      fields = List.copyOf(fields);
    }
  }

  /**
   * One wrong field of the input.
   *
   * @param field path such as {@code spec.replicas}
   * @param code stable code such as {@code EVEN_REPLICAS}
   * @param message one sentence
   * @param hint what to write instead; null when the message says it
   */
  public record WrongField(String field, String code, String message, @Nullable String hint) {}
}
