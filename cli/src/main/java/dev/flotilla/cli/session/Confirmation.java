// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.session;

import dev.flotilla.cli.Failure;
import java.io.Console;
import java.util.Optional;

/** Asks before data are deleted. */
public final class Confirmation {
  private Confirmation() {}

  /**
   * Returns once a person has typed the word.
   *
   * @param consequence what happens then, one sentence without a full stop
   * @param word to be typed
   * @throws Failure for another word, or without a terminal
   */
  public static void typed(String consequence, String word) {
    Console console =
        Optional.ofNullable(System.console())
            .filter(Console::isTerminal)
            .orElseThrow(
                () ->
                    Failure.invalid(
                        consequence + ", and there is no terminal to confirm it",
                        "Pass --yes to confirm it in advance."));
    String answer = console.readLine("%s. Type %s to continue: ", consequence, word);
    if (!word.equals(answer)) {
      throw Failure.invalid("Not confirmed; nothing was requested", "Type exactly " + word + ".");
    }
  }
}
