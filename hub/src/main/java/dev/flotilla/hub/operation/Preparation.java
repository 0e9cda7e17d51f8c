// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.operation;

import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.operation.Operations.Receipt;
import dev.flotilla.hub.operation.RequestIntake.Prepared;
import dev.flotilla.hub.store.StoreUnavailable;
import java.util.Optional;
import java.util.function.Function;

/**
 * Judges a call, and makes the request from what is desired at that moment. What is desired may
 * have changed by the time that the request is written; then it is made anew.
 */
@FunctionalInterface
public interface Preparation {
  /** As many changes of one document may come between; each is a write to disk. */
  int MOST_ATTEMPTS = 100;

  /** The request, or why it is not made. */
  Answer<Prepared> make();

  /**
   * Writes a request, made anew as often as another change of the same document was faster.
   *
   * @param first the request as it was made last
   * @param writer empty for one that was overtaken
   * @throws StoreUnavailable when others were always faster
   */
  default Answer<Receipt> write(Prepared first, Function<Prepared, Optional<Receipt>> writer) {
    Answer<Prepared> prepared = new Answer.Given<>(first);
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      switch (prepared) {
        case Answer.Rejected<Prepared>(var rejection) -> {
          return new Answer.Rejected<>(rejection);
        }
        case Answer.Given<Prepared>(var request) -> {
          Optional<Receipt> receipt = writer.apply(request);
          if (receipt.isPresent()) {
            return new Answer.Given<>(receipt.get());
          }
        }
      }
      prepared = make();
    }
    throw new StoreUnavailable("too many concurrent changes of one document");
  }
}
