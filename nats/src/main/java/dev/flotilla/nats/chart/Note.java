// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.chart;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The outcome of one key of the values.
 *
 * @param key its path, such as {@code config.cluster.port}
 * @param verdict its outcome
 * @param reason one sentence; empty where there is nothing to say
 * @param advice what to do, one sentence; empty where there is nothing to do
 */
public record Note(String key, Verdict verdict, String reason, String advice) {
  /** Outcomes of a key. */
  public enum Verdict {
    /** The document has the same value, or every NatsCluster does. */
    KEPT("kept"),
    /** The document has another value for it, or another default applies. */
    CHANGED("changed"),
    /** It repeats the chart's own default. */
    DEFAULT("default"),
    /** A NatsCluster has nothing that corresponds to it. */
    UNSUPPORTED("unsupported"),
    /** The chart has no such key. */
    UNKNOWN("unknown");

    private final String text;

    Verdict(String text) {
      this.text = text;
    }

    /** The stable word for it. */
    @JsonValue
    public String text() {
      return text;
    }
  }

  static Note plain(String key, Verdict verdict) {
    return new Note(key, verdict, "", "");
  }
}
