// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.engine;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.flotilla.backup.archive.ArchiveEntry;
import dev.flotilla.backup.archive.HeaderBlock;
import dev.flotilla.backup.archive.MessageTotals;
import dev.flotilla.backup.manifest.Digests;
import dev.flotilla.backup.manifest.SetId;
import dev.flotilla.backup.testing.AgeKeys;
import dev.flotilla.nats.connection.ConnectionSettings;
import dev.flotilla.nats.connection.NatsConnections;
import dev.flotilla.nats.testing.NatsServers;
import dev.flotilla.nats.testing.ServerBinary;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.nats.client.PullSubscribeOptions;
import io.nats.client.PushSubscribeOptions;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Real servers, and the files that a Job in their member has. */
final class TestMember implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Path folder;
  private final NatsServers servers;
  private final NatsConnections connections = new NatsConnections();
  private final Connection connection;
  private final AgeKeys keys = AgeKeys.create();
  private int sets;

  private TestMember(Path folder, NatsServers servers) throws Exception {
    this.folder = folder;
    this.servers = servers;
    servers.start();
    connection =
        connections.connect(
            ConnectionSettings.to(urls(), "test").as(() -> servers.trust().app().user("test")));
    await()
        .atMost(LIMIT)
        .ignoreExceptions()
        .until(() -> connection.jetStreamManagement().getStreamNames().isEmpty());
    write("app.creds", servers.trust().app().user("backup").text());
    write("identity", keys.identity());
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    write("manifest.key", pem(pair.getPrivate().getEncoded()));
    write("manifest.pub", pem(pair.getPublic().getEncoded()));
    Files.createDirectories(folder.resolve("store"));
  }

  static TestMember of(String version, int count, Path folder) throws Exception {
    return new TestMember(
        folder, NatsServers.withJetStream(count).of(ServerBinary.ofVersion(version).orElseThrow()));
  }

  Connection connection() {
    return connection;
  }

  NatsServers servers() {
    return servers;
  }

  Path store() {
    return folder.resolve("store");
  }

  private List<String> urls() {
    return List.copyOf(servers.urls().values());
  }

  /** The encrypted object of a stream. */
  Path object(String set, String stream) throws IOException {
    return objects(set).stream()
        .filter(path -> path.getFileName().toString().startsWith(stream + "-"))
        .findFirst()
        .orElseThrow();
  }

  /** All encrypted streams of a set. */
  List<Path> objects(String set) throws IOException {
    try (var files =
        Files.list(store().resolve("east/nats/orders").resolve(set).resolve("streams"))) {
      return files.filter(path -> path.toString().endsWith(".age")).sorted().toList();
    }
  }

  String objectHash(String set, String stream) throws Exception {
    var digest = Digests.sha256();
    digest.update(Files.readAllBytes(object(set, stream)));
    return Digests.hex(digest);
  }

  /** Leaves a stream as a restore does that was cut right after it. */
  void markRestored(Task task, String stream, String sha256) throws Exception {
    var management = connection.jetStreamManagement();
    var present = management.getStreamInfo(stream).getConfiguration();
    management.updateStream(
        StreamConfiguration.builder(present)
            .metadata(Map.of("flotilla.dev/restored", task.resource().uid() + "/" + sha256))
            .build());
  }

  void overwrite(Path object, byte[] content) throws IOException {
    object.toFile().setWritable(true);
    Files.write(object, content);
  }

  /** A restore that may delete that stream first. */
  Task replacing(String stream) {
    return task(
        Task.Kind.RESTORE, "latest", null, List.of("APP/" + stream), List.of("APP/" + stream));
  }

  /** Runs it until the first stream is in the store, and interrupts it then. */
  void runUntilStreamIsSaved(Task task) throws InterruptedException {
    Thread[] worker = new Thread[1];
    worker[0] =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    Engines.create(InstantSource.system())
                        .run(
                            task,
                            progress -> {
                              if (progress.streamsDone() > 0) {
                                worker[0].interrupt();
                              }
                            });
                  } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                  }
                });
    worker[0].join();
  }

  /** A thread that publishes. */
  record Writer(Thread thread) implements AutoCloseable {
    boolean isAlive() {
      return thread.isAlive();
    }

    @Override
    public void close() throws InterruptedException {
      thread.interrupt();
      thread.join();
    }
  }

  /** Publishes until it is closed, each message after the one before is stored. */
  Writer writing(String subject) {
    return new Writer(
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    while (!Thread.currentThread().isInterrupted()) {
                      connection.jetStream().publish(subject + ".0", new byte[100]);
                    }
                  } catch (IOException | JetStreamApiException stopped) {
                    Thread.currentThread().interrupt();
                  }
                }));
  }

  /** Receives the next messages of a consumer, and acknowledges none. */
  void receive(String stream, String consumer, int count) throws Exception {
    var subscription =
        connection.jetStream().subscribe("", PullSubscribeOptions.bind(stream, consumer));
    if (subscription.fetch(count, LIMIT).size() != count) {
      throw new IllegalStateException("fewer than " + count + " messages for " + consumer);
    }
    subscription.unsubscribe();
  }

  /** Acknowledges the next messages of a consumer. */
  void acknowledge(String stream, String consumer, int count) throws Exception {
    var subscription =
        connection.jetStream().subscribe("", PullSubscribeOptions.bind(stream, consumer));
    for (Message message : subscription.fetch(count, LIMIT)) {
      message.ackSync(LIMIT);
    }
    subscription.unsubscribe();
  }

  /** A backup of everything. */
  Task backup(@Nullable String base) {
    return task(
        Task.Kind.BACKUP, SetId.at(Instant.EPOCH.plusSeconds(sets++), new Random(sets)), base);
  }

  /** A restore of everything from that set. */
  Task restore(String set) {
    return task(Task.Kind.RESTORE, set, null);
  }

  private Task task(Task.Kind kind, String set, @Nullable String base) {
    return task(kind, set, base, List.of(), List.of());
  }

  private Task task(
      Task.Kind kind,
      String set,
      @Nullable String base,
      List<String> include,
      List<String> replace) {
    return new Task(
        kind,
        new Task.Resource("nats", "one", "uid-" + set),
        new Task.Origin("east", "nats", "orders", "uid-1"),
        urls(),
        urls().size(),
        null,
        null,
        null,
        List.of(
            new Task.Account("APP", null, folder.resolve("app.creds").toString(), false),
            new Task.Account("OTHER", null, null, false)),
        JsonNodeFactory.instance.objectNode().put("version", "2.15.3"),
        include,
        List.of("OTHER/*"),
        new Task.Storage(store().toString(), null),
        List.of(keys.recipient()),
        folder.resolve("identity").toString(),
        base,
        "decoded",
        4,
        set,
        null,
        List.of(),
        null,
        replace,
        false,
        folder.resolve("manifest.key").toString());
  }

  Result run(Task task) throws InterruptedException {
    List<Progress> seen = new ArrayList<>();
    return Engines.create(InstantSource.system()).run(task, seen::add);
  }

  void create(StreamConfiguration.Builder stream) throws Exception {
    connection.jetStreamManagement().addStream(stream.build());
  }

  void publish(String subject, int messages, int bytes) throws Exception {
    Random random = new Random(messages);
    for (int index = 0; index < messages; index++) {
      byte[] payload = new byte[bytes];
      random.nextBytes(payload);
      Headers headers = new Headers();
      if (index % 3 == 0) {
        headers.put("Order", "n-" + index);
      }
      connection.publish(subject + "." + index % 7, headers, payload);
    }
    connection.flush(LIMIT);
  }

  /** Count and hash of a stream, as a client reads it. */
  String read(String stream) throws Exception {
    MessageTotals totals = new MessageTotals();
    var state = connection.jetStreamManagement().getStreamInfo(stream).getStreamState();
    if (state.getMsgCount() > 0) {
      var subscription =
          connection
              .jetStream()
              .subscribe(">", PushSubscribeOptions.builder().stream(stream).ordered(true).build());
      subscription.setPendingLimits(0, 0);
      for (long left = state.getMsgCount(); left > 0; left--) {
        totals.add(message(subscription.nextMessage(LIMIT)));
      }
      subscription.unsubscribe();
    }
    return "%d messages to %d, %s"
        .formatted(totals.messages(), state.getLastSequence(), totals.sha256Hex());
  }

  private static ArchiveEntry.Message message(Message message) {
    Map<String, List<String>> headers = new TreeMap<>();
    if (message.hasHeaders()) {
      message.getHeaders().forEach(headers::put);
    }
    Instant time = message.metaData().timestamp().toInstant();
    return new ArchiveEntry.Message(
        message.metaData().streamSequence(),
        time.getEpochSecond() * 1_000_000_000L + time.getNano(),
        message.getSubject(),
        HeaderBlock.of(headers),
        message.getData());
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private static String pem(byte[] der) {
    return "-----BEGIN KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(der)
        + "\n-----END KEY-----\n";
  }

  @Override
  public void close() throws InterruptedException {
    connection.close();
    connections.close();
    servers.close();
  }
}
