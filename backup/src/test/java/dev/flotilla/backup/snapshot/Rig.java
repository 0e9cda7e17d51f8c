// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.snapshot;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.backup.archive.ArchiveEntry;
import dev.flotilla.backup.archive.ArchiveSurvey;
import dev.flotilla.backup.archive.HeaderBlock;
import dev.flotilla.backup.archive.MessageTotals;
import dev.flotilla.nats.connection.ConnectionSettings;
import dev.flotilla.nats.connection.NatsConnections;
import dev.flotilla.nats.jwt.Login;
import dev.flotilla.nats.testing.NatsServers;
import dev.flotilla.nats.testing.ServerBinary;
import io.nats.client.Connection;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.PushSubscribeOptions;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsJetStreamMetaData;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Real servers of one version, a connection, and streams to fill and to read. */
final class Rig implements AutoCloseable {
  static final String OLDEST = "2.11.17";
  static final String LAST_TAR = "2.14.9";
  static final String NEWEST = "2.15.3";
  static final Duration LIMIT = Duration.ofSeconds(30);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final NatsServers servers;
  private final NatsConnections connections = new NatsConnections();
  private final Connection connection;

  private Rig(NatsServers servers) {
    this.servers = servers;
    servers.start();
    this.connection = connect();
    await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(() -> api().ask("INFO", JetStreamApi.object()).has("limits"));
  }

  static Rig of(String version, int count) {
    return new Rig(
        NatsServers.withJetStream(count).of(ServerBinary.ofVersion(version).orElseThrow()));
  }

  NatsServers servers() {
    return servers;
  }

  Connection connection() {
    return connection;
  }

  JetStreamApi api() {
    return JetStreamApi.of(connection);
  }

  Connection connect() {
    return connect(() -> servers.trust().app().user("test"));
  }

  Connection connect(Supplier<? extends Login> user) {
    try {
      return connections.connect(
          ConnectionSettings.to(List.copyOf(servers.urls().values()), "test").as(user));
    } catch (IOException problem) {
      throw new AssertionError(problem);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  /** A connection to one of them alone. */
  Connection connectTo(String server) throws IOException, InterruptedException {
    return connections.connect(
        ConnectionSettings.to(List.of(servers.urls().get(server)), "test")
            .as(() -> servers.trust().app().user("test")));
  }

  /** Creates a stream with subjects below its name and these fields besides. */
  void create(String name, String fields) throws IOException {
    ObjectNode config = JetStreamApi.object().put("name", name).put("storage", "file");
    config.putArray("subjects").add(name + ".>");
    config.setAll((ObjectNode) JSON.readTree(fields));
    await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(() -> api().ask("STREAM.CREATE." + name, config).has("state"));
  }

  /** Publishes random bytes with headers on every second one, to so many subjects. */
  void publish(String stream, int messages, int subjects, int bytes) throws Exception {
    Random random = new Random(messages);
    long before = state(stream).path("last_seq").asLong();
    for (int index = 0; index < messages; index++) {
      byte[] payload = new byte[bytes];
      random.nextBytes(payload);
      Headers headers = new Headers();
      if (index % 2 == 0) {
        headers.put("Order", "n-" + index).add("Zone", "a", "b").put("empty", "");
      }
      connection.publish(stream + "." + index % subjects, headers, payload);
    }
    connection.flush(LIMIT);
    await().atMost(LIMIT).until(() -> state(stream).path("last_seq").asLong() == before + messages);
  }

  JsonNode state(String stream) throws IOException, InterruptedException {
    return api().info(stream).path("state");
  }

  JsonNode ask(String verb, String body) throws IOException, InterruptedException {
    return api().ask(verb, JSON.readTree(body));
  }

  /** Takes a snapshot into memory. */
  Taken take(String stream) throws IOException, InterruptedException {
    try (StreamSnapshot snapshot = StreamSnapshot.begin(api(), stream, SnapshotOptions.DEFAULT)) {
      byte[] archive = snapshot.content().readAllBytes();
      return new Taken(new RestoreRequest(stream, snapshot.config(), snapshot.state()), archive);
    }
  }

  /** A snapshot. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Taken(RestoreRequest request, byte[] archive) {
    ArchiveSurvey survey() throws IOException {
      return ArchiveSurvey.of(() -> new ByteArrayInputStream(archive));
    }
  }

  StreamRestore restore() {
    return new StreamRestore(api(), this::connect, RestoreOptions.DEFAULT);
  }

  RestoreAnswer restore(Taken taken) throws IOException {
    return restore().restore(taken.request, new ByteArrayInputStream(taken.archive));
  }

  void delete(String stream) throws IOException, InterruptedException {
    api().ask("STREAM.DELETE." + stream, JetStreamApi.object());
  }

  /** What a consumer of the client library reads of it. */
  MessageTotals read(String stream) throws Exception {
    MessageTotals totals = new MessageTotals();
    long left = state(stream).path("messages").asLong();
    if (left == 0) {
      return totals;
    }
    JetStreamSubscription subscription =
        connection
            .jetStream()
            .subscribe(">", PushSubscribeOptions.builder().stream(stream).ordered(true).build());
    subscription.setPendingLimits(0, 0);
    for (; left > 0; left--) {
      totals.add(message(subscription.nextMessage(LIMIT)));
    }
    subscription.unsubscribe();
    return totals;
  }

  private static ArchiveEntry.Message message(Message message) {
    NatsJetStreamMetaData data = message.metaData();
    Map<String, List<String>> headers = new TreeMap<>();
    if (message.hasHeaders()) {
      message.getHeaders().forEach(headers::put);
    }
    Instant time = data.timestamp().toInstant();
    return new ArchiveEntry.Message(
        data.streamSequence(),
        time.getEpochSecond() * 1_000_000_000L + time.getNano(),
        message.getSubject(),
        HeaderBlock.of(headers),
        message.getData());
  }

  @Override
  public void close() throws InterruptedException {
    connection.close();
    connections.close();
    servers.close();
  }
}
