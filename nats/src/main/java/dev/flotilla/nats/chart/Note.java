// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.chart;

/**
 * What became of one key of the values.
 *
 * @param key its path, such as {@code config.cluster.port}
 * @param verdict what became of it
 * @param reason one sentence; empty where there is nothing to say
 * @param advice what to do, one sentence; empty where there is nothing to do
 */
public record Note(String key, Verdict verdict, String reason, String advice) {
  /** What can become of a key. */
  public enum Verdict {
    /** It stands in the document, or the NatsCluster is so anyway. */
    TAKEN("taken"),
    /** It stands in the document with another value. */
    CHANGED("changed"),
    /** It says what the chart does anyway. */
    DEFAULT("default"),
    /** NatsCluster has nothing like it. */
    NO_EQUAL("no equal"),
    /** The chart itself does not know it. */
    UNKNOWN("unknown");

    private final String text;

    Verdict(String text) {
      this.text = text;
    }

    /** How it is written, stable. */
    public String text() {
      return text;
    }
  }

  static Note plain(String key, Verdict verdict) {
    return new Note(key, verdict, "", "");
  }
}
