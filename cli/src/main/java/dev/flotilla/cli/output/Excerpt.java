// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.output;

/**
 * Shortens long messages of other systems, such as those of image pulls, for a line or a column.
 */
public final class Excerpt {
  private Excerpt() {}

  /** Returns the text, cut with an ellipsis when it has more characters than that. */
  public static String of(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most - 1) + "…";
  }
}
