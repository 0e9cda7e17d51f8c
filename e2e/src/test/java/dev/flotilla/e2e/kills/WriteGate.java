// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.kills;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.flotilla.e2e.fleet.Member;
import dev.flotilla.protocol.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Holds every write of one user at the API server until the test decides about it: a validating
 * webhook. So a process can be killed between its decision and the effect, or between the effect
 * and the response, and never by time.
 */
final class WriteGate implements AutoCloseable {

  private static final Duration LONGEST = Duration.ofSeconds(25);

  private final Member member;
  private final HttpsServer server;
  private final Clock clock = Clock.systemUTC();
  private final BlockingQueue<HeldWrite> held = new LinkedBlockingQueue<>();

  private WriteGate(Member member, HttpsServer server) {
    this.member = member;
    this.server = server;
  }

  /**
   * Closes the gate.
   *
   * @param member whose API server holds the writes
   * @param host address of this machine as that server sees it
   * @param user whose writes are held
   * @param folder for the key of the webhook
   */
  static WriteGate close(Member member, String host, String user, Path folder) {
    try {
      var identity = GateIdentity.make(host, folder);
      var server = HttpsServer.create(new InetSocketAddress(host, 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(identity.tls()));
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      var gate = new WriteGate(member, server);
      server.createContext("/", gate::answer);
      server.start();
      int port = server.getAddress().getPort();
      member.apply(registration(name(member), host, port, user, identity.certificate()));
      gate.awaitClosed(user);
      return gate;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next write, in the order of arrival. */
  Optional<HeldWrite> next(Duration patience) {
    try {
      return Optional.ofNullable(held.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * Refuses all that wait: what a dead process had sent in addition to the write that it died for.
   */
  void refuseWaiting() {
    List<HeldWrite> waiting = new ArrayList<>();
    held.drainTo(waiting);
    waiting.forEach(HeldWrite::refuse);
  }

  @Override
  public void close() {
    member.kubectl("delete", "validatingwebhookconfiguration", name(member)).run();
    refuseWaiting();
    server.stop(0);
  }

  /** Several members may be in one cluster. */
  private static String name(Member member) {
    return "write-gate-" + member.name();
  }

  /** The API server uses a webhook only a moment after it was created. */
  private void awaitClosed(String user) {
    await("the API server asks the gate")
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              var probe =
                  CompletableFuture.supplyAsync(
                      () ->
                          member
                              .kubectl("create", "configmap", "gate-probe", "-n", "kube-public")
                              .with("--dry-run=server", "--as=" + user, "--as-group=system:masters")
                              .run());
              await().until(() -> probe.isDone() || !held.isEmpty());
              boolean asked = !held.isEmpty();
              refuseWaiting();
              probe.join();
              return asked;
            });
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode review = Json.read(exchange.getRequestBody().readAllBytes(), JsonNode.class);
      var write = new HeldWrite(review.path("request"), clock.instant(), new CompletableFuture<>());
      write.verdict().completeOnTimeout(false, LONGEST.toSeconds(), TimeUnit.SECONDS);
      held.add(write);
      byte[] reply =
          Json.mapper()
              .writeValueAsBytes(
                  Map.of(
                      "apiVersion",
                      "admission.k8s.io/v1",
                      "kind",
                      "AdmissionReview",
                      "response",
                      Map.of(
                          "uid",
                          review.at("/request/uid").asText(),
                          "allowed",
                          write.verdict().join())));
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, reply.length);
      exchange.getResponseBody().write(reply);
    }
  }

  private static String registration(
      String name, String host, int port, String user, String certificate) {
    return """
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingWebhookConfiguration
        metadata:
          name: %s
        webhooks:
          - name: gate.flotilla.test
            admissionReviewVersions: [v1]
            sideEffects: None
            failurePolicy: Fail
            timeoutSeconds: 30
            clientConfig:
              url: https://%s:%d/
              caBundle: %s
            matchConditions:
              - name: user
                expression: request.userInfo.username == '%s'
              - name: no-lease
                expression: request.resource.resource != 'leases'
            rules:
              - operations: [CREATE, UPDATE, DELETE]
                apiGroups: ['*']
                apiVersions: ['*']
                resources: ['*/*']
                scope: Namespaced
        """
        .formatted(name, host, port, certificate, user);
  }
}
