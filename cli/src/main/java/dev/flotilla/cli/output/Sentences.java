// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.output;

/** Sentences of the hub and of the parser, in a line with more. */
public final class Sentences {
  private Sentences() {}

  /** Returns {@code sentence (CODE)}, without the full stop. */
  public static String withCode(String sentence, String code) {
    return (sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence)
        + " ("
        + code
        + ")";
  }
}
