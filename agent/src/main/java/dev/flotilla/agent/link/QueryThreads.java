// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.link;

import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.query.QueryAnswer;
import dev.flotilla.protocol.signature.Envelope;
import dev.flotilla.protocol.subject.Subjects;
import dev.flotilla.protocol.trust.KeySet;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/**
 * Answers queries of the hub concurrently to the rest of the link. The hub repeats a query until it
 * receives an answer, so a query beyond the limit only waits.
 */
@ApplicationScoped
class QueryThreads {
  private static final Logger LOG = Logger.getLogger(QueryThreads.class);
  private static final int AT_ONCE = 4;

  private final Answerer answerer;
  private final PinnedHubKeys keys;
  private final Semaphore free = new Semaphore(AT_ONCE);

  QueryThreads(Answerer answerer, PinnedHubKeys keys) {
    this.answerer = answerer;
    this.keys = keys;
  }

  void asked(HubSession session, byte[] question) {
    if (free.tryAcquire()) {
      Thread.ofVirtual().name("query").start(() -> answer(session, question));
    } else {
      LOG.debugf("%d queries are running; the hub repeats this one", AT_ONCE);
    }
  }

  private void answer(HubSession session, byte[] question) {
    try {
      Optional<KeySet> known = keys.current();
      if (known.isPresent()) {
        Envelope envelope = Json.read(question, Envelope.class);
        Optional<QueryAnswer> answer = answerer.answer(session.agent(), known.get(), envelope);
        if (answer.isPresent()) {
          var _ = session.ask(Subjects.Service.ANSWER, fitting(answer.get()), Map.class);
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (IOException | UncheckedIOException lost) {
      LOG.infof("the hub did not accept an answer: %s", lost.getMessage());
    } catch (RuntimeException failed) {
      LOG.error("a query was not answered", failed);
    } finally {
      free.release();
    }
  }

  private static QueryAnswer fitting(QueryAnswer answer) {
    return Json.write(answer).length <= QueryAnswer.MOST_BYTES
        ? answer
        : QueryAnswer.failed(
            answer.id(),
            new Problem(
                Code.ANSWER_TOO_LARGE,
                "the answer is too large for one message",
                "Deploy in smaller steps, or use kubectl diff in the member."));
  }
}
