// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.rehearsal;

import dev.flotilla.protocol.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A start of the agent that exercises what a real one does, without a cluster. */
public final class Rehearsal {
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final String NAMESPACE = "rehearsal";

  private final RehearsalApi api;
  private final RehearsalTls tls;
  private final Instant now;

  private Rehearsal(RehearsalApi api, RehearsalTls tls, Instant now) {
    this.api = api;
    this.tls = tls;
    this.now = now;
  }

  /** Whether this process was started with {@code -Dflotilla.training=true}. */
  public static boolean asked() {
    return Boolean.getBoolean("flotilla.training");
  }

  /** Prepares the process, before anything reads its settings. */
  public static Rehearsal begin(Instant now) throws IOException {
    RehearsalTls tls = RehearsalTls.create(now);
    RehearsalApi api = RehearsalApi.start(tls);
    Map.of(
            "kubernetes.master", api.url(),
            "kubernetes.trust.certificates", "true",
            "kubernetes.auth.tryKubeConfig", "false",
            "kubernetes.auth.tryServiceAccount", "false",
            "flotilla.agent.namespace", NAMESPACE,
            "flotilla.agent.hub.enabled", "false",
            "flotilla.agent.port", "0")
        .forEach(System::setProperty);
    api.put(
        "/apis/flotilla.dev/v1alpha1/namespaces/" + NAMESPACE + "/natsclusters/rehearsal",
        Json.read(cluster(), Map.class));
    return new Rehearsal(api, tls, now);
  }

  /**
   * Waits until the agent has written the status of its NatsCluster, then queries the endpoints
   * that probes query.
   *
   * @param port where the agent serves them
   */
  public void complete(int port) throws IOException, InterruptedException {
    LinkRehearsal.run(tls, now);
    api.awaitWrite("/natsclusters/rehearsal/status", LONGEST);
    for (String path : new String[] {"/q/health/live", "/q/health/ready", "/q/metrics"}) {
      get(port, path);
    }
    api.close();
  }

  private static void get(int port, String path) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        OutputStream out = socket.getOutputStream();
        InputStream in = socket.getInputStream()) {
      out.write(("GET " + path + " HTTP/1.0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      out.flush();
      in.readAllBytes();
    }
  }

  private static byte[] cluster() {
    return """
        {"apiVersion":"flotilla.dev/v1alpha1","kind":"NatsCluster",
         "metadata":{"namespace":"rehearsal","name":"rehearsal","uid":"0","resourceVersion":"1","generation":1},
         "spec":{"version":"2.15.2"}}
        """
        .getBytes(StandardCharsets.UTF_8);
  }
}
