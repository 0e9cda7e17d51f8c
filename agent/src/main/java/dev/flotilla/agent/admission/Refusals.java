// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.admission;

import dev.flotilla.agent.link.EventPublisher;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.document.Index;
import dev.flotilla.protocol.event.AgentEvent;
import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.operation.OperationId;
import dev.flotilla.protocol.resource.ResourceKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Reports refusals to the hub. A refusal is reported before the watermark passes it, so that a
 * crash cannot lose it.
 */
@ApplicationScoped
class Refusals {
  private static final Logger LOG = Logger.getLogger(Refusals.class);
  private static final String INDEX = "index";
  private static final String QUERY = "query";

  private final EventPublisher publisher;
  private final InstantSource clock;
  private final Map<String, Reported> reported = new ConcurrentHashMap<>();

  Refusals(EventPublisher publisher, InstantSource clock) {
    this.publisher = publisher;
    this.clock = clock;
  }

  /** What is signed and cannot be read was written by a newer hub. */
  static Problem malformed() {
    return new Problem(
        Code.MALFORMED, "its body cannot be read", "Upgrade the agent to the hub's version.");
  }

  /** What was reported of the newest revision that was refused. */
  private record Reported(long revision, Set<String> codes) {
    boolean holds(long other, String code) {
      return revision == other && codes.contains(code);
    }

    Reported with(long other, String code) {
      Set<String> known = revision == other ? new HashSet<>(codes) : new HashSet<>();
      known.add(code);
      return new Reported(other, known);
    }
  }

  /**
   * An index was admitted: reports about the one before, and about documents that it does not name,
   * would be news if they came again.
   */
  void keepOnly(Index index) {
    Set<String> named =
        index.entries().stream().map(entry -> entry.key().toString()).collect(Collectors.toSet());
    reported.keySet().retainAll(named);
  }

  /**
   * A document, or with a null key the index, was refused. Reported once for each revision and
   * reason.
   *
   * @throws IOException when the hub's store did not accept the report
   */
  void document(@Nullable ResourceKey key, long revision, Problem problem)
      throws IOException, InterruptedException {
    String what = key == null ? INDEX : key.toString();
    Reported known = reported.getOrDefault(what, new Reported(revision, Set.of()));
    if (!known.holds(revision, problem.code())) {
      LOG.warnf("refused %s revision %d: %s: %s", key, revision, problem.code(), problem.message());
      String id = "refused-" + what + "-" + revision + "-" + problem.code();
      send(
          id + "-" + clock.instant().toEpochMilli(),
          new AgentEvent.DocumentRefused(key, revision, problem));
      reported.put(what, known.with(revision, problem.code()));
    }
  }

  /** A query was not answered, since it cannot come from the hub. Reported once for each reason. */
  void query(Problem problem) throws InterruptedException {
    Reported known = reported.getOrDefault(QUERY, new Reported(0, Set.of()));
    if (!known.holds(0, problem.code())) {
      LOG.warnf("refused a query: %s: %s", problem.code(), problem.message());
      String id = "refused-query-" + problem.code() + "-" + clock.instant().toEpochMilli();
      if (publisher.publish(id, clock.instant(), new AgentEvent.QueryRefused(problem))) {
        reported.put(QUERY, known.with(0, problem.code()));
      }
    }
  }

  /**
   * An operation was refused before it became a resource.
   *
   * @throws IOException when the hub's store did not accept the report
   */
  void operation(OperationId operation, Problem problem) throws IOException, InterruptedException {
    LOG.warnf("refused operation %s: %s: %s", operation, problem.code(), problem.message());
    end(operation, new OperationEvent.Refused(clock.instant(), problem));
  }

  /**
   * An operation arrived too late to become a resource.
   *
   * @throws IOException when the hub's store did not accept the report
   */
  void expired(OperationId operation) throws IOException, InterruptedException {
    LOG.warnf("operation %s expired before it was admitted", operation);
    end(operation, new OperationEvent.Expired(clock.instant()));
  }

  private void end(OperationId operation, OperationEvent event)
      throws IOException, InterruptedException {
    send("refused-" + operation, new AgentEvent.OperationChanged(operation, event));
  }

  private void send(String id, AgentEvent event) throws IOException, InterruptedException {
    if (!publisher.publish(id, clock.instant(), event)) {
      throw new IOException("a refusal could not be reported");
    }
  }
}
