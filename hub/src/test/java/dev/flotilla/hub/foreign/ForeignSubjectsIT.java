// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.flotilla.hub.testing.Fleet;
import dev.flotilla.hub.testing.HubAccount;
import dev.flotilla.hub.testing.Manifests;
import dev.flotilla.hub.testing.TestAgent;
import dev.flotilla.protocol.subject.Subjects;
import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.Subscription;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * An enrolled agent with its own credentials tries every way to another agent, to the hub's streams
 * and to the servers. One client listens to everything in the hub's account, and the other agent to
 * all that is its own.
 */
class ForeignSubjectsIT {
  private static final byte[] MARK = "from a hostile agent".getBytes(StandardCharsets.UTF_8);

  @RegisterExtension static final Fleet fleet = new Fleet();

  private static final Queue<String> heard = new ConcurrentLinkedQueue<>();
  private static TestAgent hostile;
  private static HubAccount hub;

  @BeforeAll
  static void listen() throws Exception {
    hostile = fleet.member("hostile");
    hub = new HubAccount(fleet.hub().keys(), fleet.hub().natsPort());
    assertThat(fleet.deploy("orders", Manifests.cluster("nats", "orders", 3)).status())
        .isEqualTo(202);
    listen(hub.connection(), ">");
    listen(fleet.east().connection(), Subjects.live(fleet.east().id()));
    listen(fleet.east().connection(), Subjects.replyPrefix(fleet.east().id()) + ">");
  }

  @AfterAll
  static void stop() throws Exception {
    hub.close();
    hostile.close();
  }

  @Test
  void itPublishesNowhereElse() throws Exception {
    for (String subject : forbidden().publishing()) {
      hostile.connection().publish(subject, MARK);

      refused("Publish to \"" + subject + "\"");
    }
    nothingArrived();
  }

  @Test
  void itHearsNothingElse() throws Exception {
    for (String subject : forbidden().listening()) {
      Subscription alone = hostile.connection().subscribe(subject);
      refused("Subscription to \"" + subject + "\"");
      alone.unsubscribe();
      Subscription shared = hostile.connection().subscribe(subject, "hub");
      refused("Subscription to \"" + subject + "\" using queue \"hub\"");
      shared.unsubscribe();
    }
  }

  @Test
  void aReplySubjectOfItsChoiceBecomesNoWrite() throws Exception {
    byte[] index = indexOfEast();
    for (String target : forbidden().publishing()) {
      hostile.connection().publish(Subjects.event(hostile.id(), "operation"), target, MARK);
      hostile
          .connection()
          .publish(Subjects.service(hostile.id(), Subjects.Service.SYNC), target, MARK);
    }
    hostile.connection().flush(Fleet.SOON);
    // So many calls use up what one agent may ask; the next answer shows that all were looked at.
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> hostile.service(Subjects.Service.SYNC, Map.of()).isPresent());

    assertThat(indexOfEast()).isEqualTo(index);
    assertThat(heard).noneMatch(subject -> subject.startsWith("$KV.INBOX." + fleet.east().id()));
  }

  @Test
  void whatIsItsOwnWorks() throws Exception {
    Subscription live = hostile.connection().subscribe(Subjects.live(hostile.id()));
    hostile.connection().flush(Fleet.SOON);

    hostile.heartbeat(0);
    hostile.connection().publish(Subjects.event(hostile.id(), "control"), MARK);

    assertThat(live.nextMessage(Fleet.SOON)).as("nudged").isNotNull();
    assertThat(hostile.index()).isPresent();
    assertThat(hostile.service(Subjects.Service.SYNC, Map.of())).isPresent();
    await().atMost(Fleet.SOON).until(() -> heard.contains(Subjects.event(hostile.id(), "control")));
    live.unsubscribe();
  }

  private static Forbidden forbidden() {
    return new Forbidden(hostile.id(), fleet.east().id());
  }

  // The server reports it to the client that tried.
  private static void refused(String what) throws Exception {
    hostile.connection().flush(Fleet.SOON);
    await()
        .atMost(Fleet.SOON)
        .untilAsserted(
            () ->
                assertThat(hostile.connection().getLastError())
                    .containsIgnoringCase("Permissions Violation for " + what));
  }

  // What the server had let through would be there before what is sent after it.
  private static void nothingArrived() {
    byte[] last = "last".getBytes(StandardCharsets.UTF_8);
    String sentinel = Subjects.event(hostile.id(), "sentinel");
    hostile.connection().publish(sentinel, last);
    await().atMost(Fleet.SOON).until(() -> heard.contains(sentinel));
    List<String> own = List.of(sentinel, Subjects.event(hostile.id(), "control"));
    assertThat(heard).allMatch(subject -> own.contains(subject));
  }

  private static byte[] indexOfEast() {
    return fleet.east().directGet(Subjects.inboxIndex(fleet.east().id())).orElseThrow();
  }

  private static void listen(Connection connection, String subject) throws Exception {
    Dispatcher dispatcher = connection.createDispatcher(ForeignSubjectsIT::hear);
    dispatcher.subscribe(subject);
    connection.flush(Fleet.SOON);
  }

  private static void hear(Message message) {
    String body = new String(Objects.requireNonNull(message.getData()), StandardCharsets.UTF_8);
    if (body.equals("last") || body.equals(new String(MARK, StandardCharsets.UTF_8))) {
      heard.add(message.getSubject());
    }
  }
}
