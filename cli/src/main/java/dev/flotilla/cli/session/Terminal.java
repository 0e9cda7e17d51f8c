// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.session;

import dev.flotilla.cli.hub.Trace;
import java.io.PrintStream;

/**
 * Where a command writes.
 *
 * @param out results, and nothing else, so that they can be piped
 * @param err progress, errors and hints
 * @param colour whether {@code out} is a terminal that wants colour
 * @param trace what {@code --debug} prints
 */
public record Terminal(PrintStream out, PrintStream err, boolean colour, Trace trace) {
  /** Paints a word green or red when the terminal wants colour. */
  public String judged(String word, boolean good) {
    return colour ? "\u001b[" + (good ? "32" : "31") + "m" + word + "\u001b[0m" : word;
  }

  /** Makes a heading bold when the terminal wants colour. */
  public String heading(String words) {
    return colour ? "\u001b[1m" + words + "\u001b[0m" : words;
  }
}
