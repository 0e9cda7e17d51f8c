// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.operation;

import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.operation.OperationId;
import dev.flotilla.protocol.resource.ResourceKey;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

/**
 * Every operation that can be looked up, in the log or in the history; where it is in both, the log
 * counts.
 */
public final class OperationFinder {
  private static final int AT_ONCE = 32;

  private final OperationLog log;
  private final OperationHistory history;
  private final LastOperations last;

  OperationFinder(OperationLog log, OperationHistory history, LastOperations last) {
    this.log = log;
    this.history = history;
    this.last = last;
  }

  private sealed interface Found {
    OperationId id();

    record Logged(Operation operation) implements Found {
      @Override
      public OperationId id() {
        return operation.id();
      }
    }

    record Archived(OperationHistory.Entry entry) implements Found {
      @Override
      public OperationId id() {
        return entry.id();
      }
    }
  }

  /** The newest operation on a resource. */
  public Optional<Operation> last(AgentId agent, ResourceKey target) {
    return last.on(agent, target);
  }

  /** One operation. */
  public Optional<Operation> find(OperationId id) {
    return log.find(id).or(() -> history.find(id));
  }

  /**
   * Operations, newest first.
   *
   * @param wanted by agent and name of the state
   * @param before only those with a lower id; empty for all
   * @param limit at most so many
   */
  public List<Operation> newestFirst(
      BiPredicate<AgentId, String> wanted, Optional<String> before, int limit) {
    Stream<Found> logged =
        log.newestFirst(before)
            .filter(it -> wanted.test(it.agent(), it.state().name()))
            .limit(limit)
            .map(Found.Logged::new);
    Stream<Found> archived =
        history
            .newestFirst(before)
            .filter(it -> wanted.test(it.agent(), it.state()))
            .filter(it -> log.find(it.id()).isEmpty())
            .limit(limit)
            .map(Found.Archived::new);
    return read(
        Stream.concat(logged, archived)
            .sorted(Comparator.comparing((Found found) -> found.id().value()).reversed())
            .limit(limit));
  }

  // A message of the history is one round trip: those of a page are read at once.
  private List<Operation> read(Stream<Found> page) {
    return page.gather(Gatherers.mapConcurrent(AT_ONCE, this::operation))
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<Operation> operation(Found found) {
    return switch (found) {
      case Found.Logged(var operation) -> Optional.of(operation);
      case Found.Archived(var entry) -> history.read(entry);
    };
  }
}
