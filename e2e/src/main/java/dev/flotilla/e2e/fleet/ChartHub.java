// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.fleet;

import dev.flotilla.e2e.process.Daemon;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** The hub as its chart installs it, in a cluster, reached by a port that kubectl forwards. */
public final class ChartHub implements Hub {

  public static final String NAMESPACE = "flotilla-hub";

  private static final String RELEASE = "flotilla-hub";
  private static final String IN_CLUSTER = "https://" + RELEASE + "." + NAMESPACE + ".svc:8443";
  private static final String LOCAL_PORT = "18443";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final HubKeys keys;
  private final Daemon forward;

  private ChartHub(HubKeys keys, Daemon forward) {
    this.keys = keys;
    this.forward = forward;
  }

  /**
   * Installs or upgrades it and waits until it is ready. Only agents of the same cluster reach it.
   */
  public static ChartHub install(Member where, Path folder) {
    var environment = where.environment();
    var keys =
        HubKeys.make(
            environment,
            folder.resolve("chart-init"),
            URI.create(IN_CLUSTER),
            "--names",
            "127.0.0.1,localhost");
    where.namespace(NAMESPACE);
    where.kubectl("apply", "-n", NAMESPACE, "-f", keys.secretManifest().toString()).run().orThrow();
    upgrade(where);
    return new ChartHub(keys, forward(where, folder));
  }

  /** Installs or upgrades the release. */
  public static void upgrade(Member where, String... values) {
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
            .with("--set", "existingSecret=flotilla-hub-keys", "--set", "publicUrl=" + IN_CLUSTER)
            .with(
                "--set",
                "image.repository=" + environment.imageRepository("hub"),
                "--set",
                "image.tag=dev");
    for (String value : values) {
      helm = helm.with("--set", value);
    }
    helm.with("--wait", "--timeout", PATIENCE.toSeconds() + "s")
        .patience(PATIENCE.plusSeconds(20))
        .run()
        .orThrow();
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
    var command =
        where.kubectl(
            "port-forward",
            "-n",
            NAMESPACE,
            "service/" + RELEASE,
            "--address",
            "127.0.0.1",
            LOCAL_PORT + ":8443");
    return Daemon.start(command, folder.resolve("port-forward.log"));
  }
}
