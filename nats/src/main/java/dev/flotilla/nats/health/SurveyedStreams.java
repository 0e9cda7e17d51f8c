// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.health;

import java.util.ArrayList;
import java.util.List;

/**
 * Streams that deserve a warning.
 *
 * @param capturingAll those that store every message of their account
 * @param single those whose messages are on one server alone
 */
public record SurveyedStreams(Names capturingAll, Names single) {
  /** None of either kind. */
  public static final SurveyedStreams NONE = new SurveyedStreams(Names.NONE, Names.NONE);

  /**
   * Names of streams, of which the first few are kept.
   *
   * @param first the first of them
   * @param count how many there are
   */
  public record Names(List<String> first, int count) {
    private static final int KEPT = 5;
    private static final Names NONE = new Names(List.of(), 0);

    public Names {
      first = List.copyOf(first);
    }

    /** Whether there is none. */
    public boolean isEmpty() {
      return count == 0;
    }

    Names and(String name) {
      List<String> longer = new ArrayList<>(first);
      if (count < KEPT) {
        longer.add(name);
      }
      return new Names(longer, count + 1);
    }

    /** {@code A, B} or {@code A, B, C, D, E and 7 more}. */
    @Override
    public String toString() {
      int others = count - first.size();
      return String.join(", ", first) + (others > 0 ? " and " + others + " more" : "");
    }
  }

  SurveyedStreams capturingAll(String name) {
    return new SurveyedStreams(capturingAll.and(name), single);
  }

  SurveyedStreams single(String name) {
    return new SurveyedStreams(capturingAll, single.and(name));
  }
}
