// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.bench;

import dev.flotilla.hub.testing.HubProcess;
import dev.flotilla.hub.testing.TestAgent;
import dev.flotilla.protocol.document.Index;
import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.resource.ResourceKind;
import dev.flotilla.protocol.subject.Subjects;
import io.nats.client.Message;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An agent that carries nothing out: it reads each operation that is pushed to it, reports that it
 * was admitted and that it succeeded, and gives signs of life.
 */
final class BenchAgent implements AutoCloseable {
  private static final String INDEX = ".index";

  private final String member;
  private final TestAgent agent;
  private final ExecutorService executor = Executors.newSingleThreadExecutor();
  private final Map<String, CompletableFuture<Long>> delivered = new ConcurrentHashMap<>();
  private volatile long indexRevision;

  private BenchAgent(String member, TestAgent agent) {
    this.member = member;
    this.agent = agent;
  }

  /** Enrols, is accepted, connects over mutual TLS, subscribes, and only then reads. */
  static BenchAgent join(HubProcess hub, String member) throws Exception {
    BenchAgent agent =
        new BenchAgent(member, hub.member(member, "nats").connect(hub.natsUrl(), (_, _) -> {}));
    agent
        .agent
        .connection()
        .createDispatcher(message -> agent.executor.execute(() -> agent.pushed(message)))
        .subscribe(Subjects.live(agent.agent.id()));
    agent.agent.index().map(Index::revision).ifPresent(revision -> agent.indexRevision = revision);
    return agent;
  }

  String member() {
    return member;
  }

  /** When the agent held an operation, by {@link System#nanoTime()}. */
  CompletableFuture<Long> delivered(String operation) {
    return delivered.computeIfAbsent(operation, _ -> new CompletableFuture<>());
  }

  void heartbeat() {
    agent.heartbeat(indexRevision);
  }

  @Override
  public void close() {
    executor.shutdownNow();
    agent.close();
  }

  // As an agent does: what is pushed is only a reason to read the index, and what it names.
  private void pushed(Message message) {
    if (message.getSubject().endsWith(INDEX)) {
      agent.index().ifPresent(this::follow);
    }
  }

  private void follow(Index index) {
    for (Index.Entry entry : index.entries()) {
      String operation = entry.key().name();
      if (ResourceKind.NATS_OPERATION.names(entry.key())
          && !entry.deleted()
          && !delivered(operation).isDone()
          && agent.directGet(Subjects.inbox(agent.id(), entry.key())).isPresent()) {
        boolean ignored = delivered(operation).complete(System.nanoTime());
        agent.report(operation, new OperationEvent.Admitted(Instant.now()));
        agent.report(operation, new OperationEvent.Succeeded(Instant.now(), "done"));
      }
    }
    indexRevision = index.revision();
  }
}
