// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.testing;

import dev.flotilla.backup.storage.ObjectLock;
import dev.flotilla.backup.storage.S3Credentials;
import dev.flotilla.backup.storage.S3Limits;
import dev.flotilla.backup.storage.S3Settings;
import dev.flotilla.nats.testing.FreePorts;
import dev.flotilla.nats.testing.SelfSigned;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** versitygw as a process of its own, over a folder. It ends with this JVM. */
public final class S3Gateway implements AutoCloseable {
  /** Its only credentials. */
  public static final S3Credentials CREDENTIALS =
      new S3Credentials("tester", "a-secret-that-no-message-repeats", null);

  /** Its only bucket. */
  public static final String BUCKET = "backups";

  /** Short enough to see what ends by them. */
  public static final S3Limits IMPATIENT =
      new S3Limits(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(2), 2, 5 << 20);

  private static final String REGION = "us-east-1";
  private static final Duration LONGEST_START = Duration.ofSeconds(20);

  private final Path folder;
  private final int port = FreePorts.take(1).getFirst();
  private final @Nullable SelfSigned certificate;
  private @Nullable Process process;
  private @Nullable Thread hook;

  private S3Gateway(Path folder, @Nullable SelfSigned certificate) {
    this.folder = folder;
    this.certificate = certificate;
  }

  /** Started, with an empty bucket, over plain HTTP. */
  public static S3Gateway start(Path folder) {
    return started(new S3Gateway(folder, null));
  }

  /** Started, with an empty bucket, over TLS. */
  public static S3Gateway start(Path folder, SelfSigned certificate) {
    return started(new S3Gateway(folder, certificate));
  }

  private static S3Gateway started(S3Gateway gateway) {
    try {
      Files.createDirectories(gateway.folder.resolve("objects"));
      Files.createDirectories(gateway.folder.resolve("versions"));
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
    gateway.start();
    return gateway;
  }

  /** Starts it again. */
  public void start() {
    try {
      Process started =
          new ProcessBuilder(command())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
              .start();
      process = started;
      hook = new Thread(started::destroyForcibly);
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
    Awaitility.await("versitygw listens; see " + log())
        .atMost(LONGEST_START)
        .pollInterval(Duration.ofMillis(20))
        .until(this::listens);
  }

  /** Ends it at once. */
  public void kill() {
    Process running = process;
    if (running != null) {
      running.destroyForcibly();
      awaitEnd(running);
      process = null;
    }
    if (hook != null) {
      Runtime.getRuntime().removeShutdownHook(hook);
      hook = null;
    }
  }

  /** Stops it without ending it, as a machine that hangs would. */
  public void freeze() {
    signal("STOP");
  }

  /** Lets it go on. */
  public void thaw() {
    signal("CONT");
  }

  @Override
  public void close() {
    kill();
  }

  /** How to reach its bucket. */
  public S3Settings settings(S3Limits limits) {
    return settings(BUCKET, limits, CREDENTIALS, null);
  }

  /** How to reach a bucket. */
  public S3Settings settings(
      String bucket, S3Limits limits, S3Credentials credentials, @Nullable ObjectLock lock) {
    return new S3Settings(
        endpoint(), REGION, bucket, "a/prefix/", true, authority(), credentials, limits, lock);
  }

  /** A plain client, for what a storage of ours does not do. */
  public S3Client client() {
    return S3Client.builder()
        .endpointOverride(endpoint())
        .region(Region.of(REGION))
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(
                    CREDENTIALS.accessKeyId(), CREDENTIALS.secretAccessKey())))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  private URI endpoint() {
    return URI.create("%s://127.0.0.1:%d".formatted(certificate == null ? "http" : "https", port));
  }

  private @Nullable String authority() {
    try {
      return certificate == null ? null : Files.readString(certificate.certificateFile());
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private List<String> command() {
    List<String> command =
        new ArrayList<>(
            List.of(
                Programs.versitygw().toString(),
                "--port",
                "127.0.0.1:" + port,
                "--access",
                CREDENTIALS.accessKeyId(),
                "--secret",
                CREDENTIALS.secretAccessKey(),
                "--region",
                REGION));
    SelfSigned tls = certificate;
    if (tls != null) {
      command.addAll(
          List.of("--cert", tls.certificateFile().toString(), "--key", tls.keyFile().toString()));
    }
    command.addAll(
        List.of(
            "posix",
            "--versioning-dir",
            folder.resolve("versions").toString(),
            folder.resolve("objects").toString()));
    return command;
  }

  private Path log() {
    return folder.resolve("log");
  }

  private boolean listens() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private void signal(String name) {
    Process running = Objects.requireNonNull(process, "not started");
    try {
      awaitEnd(new ProcessBuilder("kill", "-" + name, Long.toString(running.pid())).start());
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private static void awaitEnd(Process running) {
    try {
      if (!running.waitFor(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("it does not end");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
