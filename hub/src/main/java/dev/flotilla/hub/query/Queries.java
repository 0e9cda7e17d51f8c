// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.query;

import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.answer.Rejection;
import dev.flotilla.hub.inbox.DocumentSigner;
import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.query.QueryAnswer;
import dev.flotilla.protocol.query.Question;
import dev.flotilla.protocol.subject.Subjects;
import io.nats.client.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Queries agents, and waits for their answers. A query goes out on the agent's live subject, again
 * and again until there is an answer; the answer comes as a service call, on a subject in which the
 * server has put the agent's name.
 */
public final class Queries {
  /** As many as an agent answers at once. */
  private static final int OF_ONE_AGENT = 4;

  /** A question that came to no agent, as while one pod hands over to the next, is lost. */
  private static final Duration AGAIN = Duration.ofSeconds(2);

  private final Connection connection;
  private final DocumentSigner signer;
  private final Supplier<String> ids;
  private final Duration patience;
  private final Map<String, Waiting> waiting = new ConcurrentHashMap<>();
  private final Map<AgentId, Semaphore> free = new ConcurrentHashMap<>();

  // The first message that comes for a question is due; whatever else the agent sends is not.
  private record Waiting(
      AgentId asked, CompletableFuture<QueryAnswer> answer, AtomicBoolean arrived) {}

  /**
   * Asks over this connection of the hub's account.
   *
   * @param ids gives ids that were never given before
   * @param patience how long an answer is waited for
   */
  public Queries(
      Connection connection, DocumentSigner signer, Supplier<String> ids, Duration patience) {
    this.connection = connection;
    this.signer = signer;
    this.ids = ids;
    this.patience = patience;
  }

  /** What an agent answers; waits on the calling thread. */
  public <A> Answer<A> ask(AgentId agent, Question<A> question) {
    Semaphore mine = free.computeIfAbsent(agent, _ -> new Semaphore(OF_ONE_AGENT));
    if (!mine.tryAcquire()) {
      return new Answer.Rejected<>(
          Rejection.of(
              Rejection.Kind.TOO_OFTEN,
              Code.TOO_MANY_QUERIES,
              "The agent has " + OF_ONE_AGENT + " pending queries already.",
              "Try again shortly."));
    }
    String id = ids.get();
    CompletableFuture<QueryAnswer> answer = new CompletableFuture<>();
    waiting.put(id, new Waiting(agent, answer, new AtomicBoolean()));
    try {
      return given(question, ask(agent, left -> signer.query(agent, id, question, left), answer));
    } catch (TimeoutException late) {
      return noAnswer();
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return noAnswer();
    } finally {
      waiting.remove(id);
      mine.release();
    }
  }

  /** Each repetition carries the time that is left for an answer. */
  private QueryAnswer ask(
      AgentId agent, Function<Duration, byte[]> question, CompletableFuture<QueryAnswer> answer)
      throws TimeoutException, ExecutionException, InterruptedException {
    Duration left = patience;
    while (true) {
      connection.publish(Subjects.query(agent), question.apply(left));
      Duration pause = left.compareTo(AGAIN) < 0 ? left : AGAIN;
      try {
        return answer.get(pause.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException late) {
        left = left.minus(pause);
        if (left.isZero()) {
          throw late;
        }
      }
    }
  }

  /**
   * Whether an answer of that agent is due, once for each question: what the hub itself asked for
   * must not count as too much.
   */
  public boolean due(AgentId from) {
    return waiting.values().stream()
        .filter(question -> question.asked().equals(from))
        .anyMatch(question -> question.arrived().compareAndSet(false, true));
  }

  /**
   * Accepts an answer of an agent.
   *
   * @return false when no call waits for it, or another agent was asked
   */
  public boolean take(AgentId from, QueryAnswer answer) {
    Waiting question = waiting.get(answer.id());
    return question != null && question.asked().equals(from) && question.answer().complete(answer);
  }

  private static <A> Answer<A> given(Question<A> question, QueryAnswer answer) {
    if (answer.result() != null) {
      return new Answer.Given<>(Json.mapper().convertValue(answer.result(), question.answer()));
    }
    return answer.problem() == null
        ? noAnswer()
        : new Answer.Rejected<>(
            Rejection.of(
                Rejection.Kind.NO_ANSWER,
                new Problem(
                    answer.problem().code(),
                    "The agent cannot answer: " + answer.problem().message() + ".",
                    answer.problem().hint())));
  }

  private static <A> Answer<A> noAnswer() {
    return new Answer.Rejected<>(
        Rejection.of(
            Rejection.Kind.NO_ANSWER,
            Code.NO_ANSWER,
            "The agent did not respond in time.",
            "Check with 'flotilla agents list' whether it is online, and its version, and"
                + " with 'flotilla audit list' whether it refused the query."));
  }
}
