// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.engine;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a Job ended.
 *
 * @param state whether all, some or nothing was done
 * @param code stable code of what is missing or failed; null when it is complete
 * @param message a sentence for a person
 * @param set the set that was written or restored; null when there is none
 * @param counts of what is in the set, or was restored
 * @param notSaved streams that were not saved, or not restored, with the reason; at most {@link
 *     #MOST}
 * @param notSavedTotal how many there are
 * @param verified what was proven; null for nothing
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Result(
    State state,
    @Nullable String code,
    String message,
    @Nullable String set,
    Counts counts,
    List<Stream> notSaved,
    int notSavedTotal,
    @Nullable Verified verified) {
  /** Streams that a result lists. */
  public static final int MOST = 100;

  public Result {
    counts = Objects.requireNonNullElse(counts, Counts.NONE);
    List<Stream> all = Objects.requireNonNullElse(notSaved, List.of());
    notSavedTotal = Math.max(notSavedTotal, all.size());
    notSaved = List.copyOf(all.subList(0, Math.min(MOST, all.size())));
  }

  /** One without a set. */
  public static Result failed(String code, String message) {
    return new Result(State.FAILED, code, message, null, Counts.NONE, List.of(), 0, null);
  }

  /** Whether all, some or nothing was done. */
  public enum State {
    @JsonProperty("complete")
    COMPLETE,
    @JsonProperty("incomplete")
    INCOMPLETE,
    @JsonProperty("failed")
    FAILED
  }

  /** Amounts. */
  public record Counts(int streams, long messages, long bytes) {
    /** Nothing. */
    public static final Counts NONE = new Counts(0, 0, 0);
  }

  /**
   * A stream about which there is something to say.
   *
   * @param stream {@code ACCOUNT/STREAM}
   * @param code stable code
   * @param reason a sentence for a person
   */
  public record Stream(String stream, String code, String reason) {}

  /**
   * A proof.
   *
   * @param level {@code written} or {@code decoded}
   * @param at RFC 3339
   */
  public record Verified(String level, String at) {}
}
