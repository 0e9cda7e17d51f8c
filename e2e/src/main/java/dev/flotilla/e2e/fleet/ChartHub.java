// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.fleet;

import dev.flotilla.e2e.process.Daemon;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The hub as its chart installs it, in a cluster, reached by a port that kubectl forwards. */
public final class ChartHub implements Hub {

  public static final String NAMESPACE = "flotilla-hub";

  private static final String RELEASE = "flotilla-hub";
  private static final String FORWARD_RECORD = "port-forward.process";
  private static final String LOCAL_PORT = "18443";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final HubKeys keys;
  private final Daemon forward;

  private ChartHub(HubKeys keys, Daemon forward) {
    this.keys = keys;
    this.forward = forward;
  }

  /**
   * Installs or upgrades it and waits until it is ready.
   *
   * @param where the member in whose cluster it goes
   * @param folder for its keys
   * @param reach from where agents come
   */
  public static ChartHub install(Member where, Path folder, Reach reach) {
    var keys =
        HubKeys.make(
            where.environment(),
            folder.resolve("init"),
            reach.url(where),
            "--names",
            "127.0.0.1,localhost");
    where.namespace(NAMESPACE);
    where.kubectl("apply", "-n", NAMESPACE, "-f", keys.secretManifest().toString()).run().orThrow();
    upgrade(where, reach);
    return new ChartHub(keys, forward(where, folder));
  }

  /** Installs or upgrades the release, with further values. */
  public static void upgrade(Member where, Reach reach, String... values) {
    var environment = where.environment();
    var helm =
        where
            .helm(
                "upgrade",
                "--install",
                RELEASE,
                environment.chart("flotilla-hub").toString(),
                "-n",
                NAMESPACE)
            .with(
                "--set",
                "existingSecret=flotilla-hub-keys",
                "--set",
                "publicUrl=" + reach.url(where))
            .with(
                "--set",
                "image.repository=" + environment.imageRepository("hub"),
                "--set",
                "image.tag=dev");
    for (String value : reach.values(where)) {
      helm = helm.with("--set", value);
    }
    for (String value : values) {
      helm = helm.with("--set", value);
    }
    helm.with("--wait", "--timeout", PATIENCE.toSeconds() + "s")
        .patience(PATIENCE.plusSeconds(20))
        .run()
        .orThrow();
  }

  /** From where agents reach the hub. */
  public enum Reach {
    /** From the same cluster, by its Service. */
    SAME_CLUSTER {
      @Override
      URI url(Member where) {
        return URI.create("https://" + RELEASE + "." + NAMESPACE + ".svc:8443");
      }

      @Override
      List<String> values(Member where) {
        return List.of();
      }
    },
    /**
     * From other clusters, by ports of the first node, as between clusters of kind or k3d on one
     * machine.
     */
    OTHER_CLUSTERS {
      @Override
      URI url(Member where) {
        return URI.create("https://" + host(where) + ":" + REST_NODE_PORT);
      }

      @Override
      List<String> values(Member where) {
        return List.of(
            "service.type=NodePort",
            "service.nodePort=" + REST_NODE_PORT,
            "nats.service.type=NodePort",
            "nats.service.nodePort=" + NATS_NODE_PORT,
            "nats.publicUrls={tls://" + host(where) + ":" + NATS_NODE_PORT + "}");
      }
    };

    private static final int REST_NODE_PORT = 30843;
    private static final int NATS_NODE_PORT = 30422;

    abstract URI url(Member where);

    abstract List<String> values(Member where);

    private static String host(Member where) {
      return where
          .environment()
          .variable("FLOTILLA_HUB_HOST")
          .orElseGet(
              () ->
                  where
                      .kubectl(
                          "get",
                          "nodes",
                          "-o",
                          "jsonpath={.items[0].status.addresses[?(@.type=='InternalIP')].address}")
                      .run()
                      .orThrow());
    }
  }

  @Override
  public URI url() {
    return URI.create("https://127.0.0.1:" + LOCAL_PORT);
  }

  @Override
  public HubKeys keys() {
    return keys;
  }

  @Override
  public void close() {
    forward.close();
  }

  private static Daemon forward(Member where, Path folder) {
    endForward(folder);
    var command =
        where.kubectl(
            "port-forward",
            "-n",
            NAMESPACE,
            "service/" + RELEASE,
            "--address",
            "127.0.0.1",
            LOCAL_PORT + ":8443");
    var daemon = Daemon.start(command, folder.resolve("port-forward.log"));
    daemon.record(folder.resolve(FORWARD_RECORD));
    return daemon;
  }

  /** Ends the forwarding that an earlier run left for its user. */
  public static void endForward(Path folder) {
    Daemon.endRecorded(folder.resolve(FORWARD_RECORD));
  }
}
