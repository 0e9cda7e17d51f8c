// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.testing;

import static org.awaitility.Awaitility.await;

import io.nats.client.ConnectionListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One hub for all tests of a class, with the member {@code east} that serves {@code nats} and
 * {@code payments}.
 */
public final class Fleet implements BeforeAllCallback, AfterAllCallback {
  /** Longer than anything takes that should happen at once. */
  public static final Duration SOON = Duration.ofSeconds(30);

  private static final String JSON = "application/json";

  private final UnaryOperator<HubProcess> settings;
  private @Nullable Path folder;
  private @Nullable HubProcess hub;
  private @Nullable ApiClient admin;
  private @Nullable TestAgent east;

  /** A hub as it is by default. */
  public Fleet() {
    this(hub -> hub);
  }

  /** A hub with settings of its own. */
  public Fleet(UnaryOperator<HubProcess> settings) {
    this.settings = settings;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    folder = Files.createTempDirectory("flotilla-hub");
    hub = settings.apply(new HubProcess(folder)).start();
    admin = hub.admin();
    east = member("east");
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    if (east != null) {
      east.close();
    }
    if (hub != null) {
      hub.close();
    }
    if (folder != null) {
      delete(folder);
    }
  }

  /** The process. */
  public HubProcess hub() {
    return Objects.requireNonNull(hub);
  }

  /** The member that is always there. */
  public TestAgent east() {
    return Objects.requireNonNull(east);
  }

  /** The API as the first administrator; its connections are used again. */
  public ApiClient admin() {
    return Objects.requireNonNull(admin);
  }

  /** The API with a new token of that role. */
  public ApiClient as(String role) {
    ApiClient.Reply made =
        admin().post("/api/v1/tokens", Map.of("kind", "api", "name", role, "role", role));
    return admin().as(made.body().path("token").asText());
  }

  /** An enrolled, accepted and connected agent. */
  public TestAgent member(String name) {
    return member(name, (_, _) -> {});
  }

  /** The same, with a listener for disconnects. */
  public TestAgent member(String name, ConnectionListener listener) {
    return hub().member(name, "nats", "payments").connect(hub().natsUrl(), listener);
  }

  /** A new join token with this life. */
  public String joinToken(String life) {
    return hub().joinToken(life);
  }

  /** Sends a document for {@code east/nats/<name>}. */
  public ApiClient.Reply deploy(String name, String manifest) {
    return admin().put("/api/v1/natsclusters/east/nats/" + name, JSON, manifest);
  }

  /** Waits until an operation has this state. */
  public void awaitState(String operation, String state) {
    await()
        .atMost(SOON)
        .until(
            () -> admin().get("/api/v1/operations/" + operation).body().path("state").asText(),
            state::equals);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(Fleet::deleteOne);
    }
  }

  private static void deleteOne(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
