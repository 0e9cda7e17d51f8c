// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.flotilla.backup.engine.Task;
import dev.flotilla.backup.manifest.SetId;
import dev.flotilla.backup.testing.AgeKeys;
import dev.flotilla.nats.connection.ConnectionSettings;
import dev.flotilla.nats.connection.NatsConnections;
import dev.flotilla.nats.testing.NatsServers;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.api.ClusterInfo;
import io.nats.client.api.Replica;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Three servers, the nats CLI, and a Job's process. */
final class BenchMember implements AutoCloseable {
  private static final int MESSAGE = 4096;
  private static final int IN_FLIGHT = 4_000;
  private static final Duration LIMIT = Duration.ofMinutes(15);
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Path folder;
  private final Path cli;
  private final NatsServers servers = NatsServers.withJetStream(3).storing("8Gi");
  private final NatsConnections connections = new NatsConnections();
  private final AgeKeys keys = AgeKeys.create();
  private final JsonMapper json = JsonMapper.builder().build();
  private final Random random = new Random(1);
  private final Connection connection;
  private int sets;

  private BenchMember(Path folder, Path cli) throws Exception {
    this.folder = folder;
    this.cli = cli;
    servers.start();
    connection =
        connections.connect(
            ConnectionSettings.to(urls(), "bench").as(() -> servers.trust().app().user("bench")));
    awaitJetStream();
    write("app.creds", servers.trust().app().user("backup").text());
    write("identity", keys.identity());
    KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    write("manifest.key", Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));
    write("manifest.pub", Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()));
    Files.createDirectories(folder.resolve("store"));
  }

  /** A cluster that has just started elects its meta leader first. */
  private void awaitJetStream() throws Exception {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      try {
        connection.jetStreamManagement().getAccountStatistics();
        return;
      } catch (IOException | JetStreamApiException electing) {
        if (System.nanoTime() > deadline) {
          throw electing;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
    }
  }

  static BenchMember start(Path folder, Path cli) throws Exception {
    return new BenchMember(folder, cli);
  }

  /**
   * A process that has ended.
   *
   * @param peakMegabytes the most memory that was resident
   */
  record Run(double seconds, double peakMegabytes) {}

  String path(String name) {
    return folder.resolve(name).toString();
  }

  /** Adds random messages of 4 KiB; makes the stream if there is none. */
  void fill(String stream, long bytes, int replicas) throws Exception {
    var management = connection.jetStreamManagement();
    if (!management.getStreamNames().contains(stream)) {
      management.addStream(
          StreamConfiguration.builder()
              .name(stream)
              .subjects("bench." + stream)
              .replicas(replicas)
              .build());
    }
    byte[] payload = new byte[MESSAGE];
    long before = info(stream).getStreamState().getMsgCount();
    long messages = bytes / MESSAGE;
    for (long index = 1; index <= messages; index++) {
      random.nextBytes(payload);
      connection.publish("bench." + stream, payload.clone());
      if (index % IN_FLIGHT == 0 || index == messages) {
        awaitMessages(stream, before + index);
      }
    }
    untilCurrent(stream);
  }

  private void awaitMessages(String stream, long count) throws Exception {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (info(stream).getStreamState().getMsgCount() < count) {
      if (System.nanoTime() > deadline) {
        throw new IOException(stream + " did not store " + count + " messages");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  /** Seconds until every replica has all of it. */
  double untilCurrent(String stream) throws Exception {
    long start = System.nanoTime();
    while (true) {
      if (isCurrent(info(stream).getClusterInfo())) {
        return (double) (System.nanoTime() - start) / SECOND;
      }
      if (System.nanoTime() - start > LIMIT.toNanos()) {
        throw new IOException(stream + " has replicas that stay behind");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  private static boolean isCurrent(@Nullable ClusterInfo cluster) {
    List<Replica> replicas = cluster == null ? null : cluster.getReplicas();
    return replicas == null
        || replicas.stream().allMatch(replica -> replica.isCurrent() && replica.getLag() == 0);
  }

  void delete(String stream) throws Exception {
    connection.jetStreamManagement().deleteStream(stream);
  }

  List<String> urls() {
    return List.copyOf(servers.urls().values());
  }

  private StreamInfo info(String stream) throws Exception {
    return connection.jetStreamManagement().getStreamInfo(stream);
  }

  /** Seconds that the nats CLI takes. */
  double cli(List<String> urls, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(cli.toString(), "--no-context", "--server", String.join(",", urls)));
    command.addAll(List.of("--creds", path("app.creds"), "--timeout", "30s"));
    command.addAll(List.of(arguments));
    return seconds(command, folder.resolve("cli.log"));
  }

  /** Runs a task in a process like that of a Job. */
  Run run(Task task) throws Exception {
    Path file = folder.resolve("task.json");
    json.writeValue(file.toFile(), task);
    Path log = folder.resolve("task.log");
    double seconds =
        seconds(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx112m",
                "-Xss256k",
                "-XX:MaxDirectMemorySize=16m",
                "-cp",
                System.getProperty("java.class.path"),
                RunTask.class.getName(),
                file.toString()),
            log);
    List<String> lines = Files.readAllLines(log);
    return new Run(seconds, Long.parseLong(lines.getLast()) / 1024.0);
  }

  private double seconds(List<String> command, Path log) throws Exception {
    long start = System.nanoTime();
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("HOME", folder.toString());
    Process process = builder.start();
    if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException(command + " did not end; see " + log);
    }
    if (process.exitValue() != 0) {
      throw new IOException(command + " failed: " + Files.readString(log));
    }
    return (double) (System.nanoTime() - start) / SECOND;
  }

  Task backup(List<String> urls, String streams, @Nullable String base) {
    String set = SetId.at(Instant.EPOCH.plusSeconds(sets++), random);
    return task(Task.Kind.BACKUP, urls, streams, set, base);
  }

  /** From the newest set that has it. */
  Task restore(List<String> urls, String stream) {
    return task(Task.Kind.RESTORE, urls, stream, "latest", null);
  }

  private Task task(
      Task.Kind kind, List<String> urls, String streams, String set, @Nullable String base) {
    return new Task(
        kind,
        new Task.Resource("nats", set, set + "-" + sets++),
        new Task.Origin(
            "bench", "nats", streams.toLowerCase(Locale.ROOT).replace('*', 's'), "uid-1"),
        urls,
        urls.size(),
        null,
        null,
        null,
        List.of(new Task.Account("APP", null, path("app.creds"), false)),
        JsonNodeFactory.instance.objectNode(),
        List.of("APP/" + streams),
        List.of(),
        new Task.Storage(path("store"), null),
        List.of(keys.recipient()),
        path("identity"),
        base,
        "decoded",
        4,
        set,
        null,
        List.of(),
        null,
        List.of(),
        false,
        path("manifest.key"));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  @Override
  public void close() throws InterruptedException {
    connection.close();
    connections.close();
    servers.close();
  }
}
