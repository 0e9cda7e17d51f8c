// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.fleet;

import dev.flotilla.e2e.process.Daemon;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The hub as its chart installs it, in a cluster, reached through a port that kubectl forwards. */
public final class ChartHub implements Hub {

  private static final String RELEASE = "flotilla-hub";
  private static final String FORWARD_RECORD = "port-forward.process";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Site site;
  private final Path folder;
  private final HubKeys keys;
  private Daemon forward;

  private ChartHub(Site site, Path folder, HubKeys keys) {
    this.site = site;
    this.folder = folder;
    this.keys = keys;
    apply();
    this.forward = forward();
  }

  /**
   * Where a hub is installed.
   *
   * @param where the member in whose cluster it is installed
   * @param namespace its own namespace
   * @param localPort of this machine that is forwarded to it
   * @param reach where agents are
   */
  public record Site(Member where, String namespace, int localPort, Reach reach) {

    /** The default. */
    public static Site in(Member where, Reach reach) {
      return new Site(where, NAMESPACE, 18_443, reach);
    }

    private URI publicUrl() {
      return reach.url(this);
    }
  }

  /** The namespace of a hub that has a cluster for itself. */
  public static final String NAMESPACE = "flotilla-hub";

  /**
   * Installs or upgrades it and waits until it is ready.
   *
   * @param folder for its keys
   */
  public static ChartHub install(Site site, Path folder) {
    var where = site.where();
    var keys =
        HubKeys.make(
            where.environment(),
            folder.resolve("init"),
            site.publicUrl(),
            "--names",
            "127.0.0.1,localhost");
    where.namespace(site.namespace());
    where
        .kubectl("apply", "-n", site.namespace(), "-f", keys.secretManifest().toString())
        .run()
        .orThrow();
    return new ChartHub(site, folder, keys);
  }

  /** Upgrades the release, with further values. */
  public void upgrade(String... values) {
    apply(values);
    forwardAgain();
  }

  private void apply(String... values) {
    var where = site.where();
    var environment = where.environment();
    var helm =
        where
            .helm("upgrade", "--install", RELEASE, environment.chart("flotilla-hub").toString())
            .with("-n", site.namespace())
            .with("--set", "existingSecret=flotilla-hub-keys")
            .with("--set", "publicUrl=" + site.publicUrl())
            .with("--set", "image.repository=" + environment.imageRepository("hub"))
            .with("--set", "image.tag=dev");
    for (String value : site.reach().values(where)) {
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

  /** Deletes the hub's pod, and waits until another one is ready. */
  public void replaceHub() {
    deletePod("-l", "app.kubernetes.io/component=hub");
    site.where().awaitRollout(site.namespace(), "deployment/" + RELEASE, PATIENCE);
    forwardAgain();
  }

  /** Deletes the nats-server's pod, and waits until it is there again and ready. */
  public void replaceNatsServer() {
    deletePod(RELEASE + "-nats-0");
    for (String fact : List.of("create", "condition=Ready")) {
      site.where()
          .kubectl("wait", "pod/" + RELEASE + "-nats-0", "-n", site.namespace(), "--for=" + fact)
          .with("--timeout=" + PATIENCE.toSeconds() + "s")
          .run()
          .orThrow();
    }
  }

  private void deletePod(String... which) {
    site.where().kubectl("delete", "pod", "-n", site.namespace()).with(which).run().orThrow();
  }

  /** Uninstalls the release. */
  public void uninstall() {
    close();
    site.where().helm("uninstall", RELEASE, "-n", site.namespace(), "--wait").run().orThrow();
  }

  /** From where agents reach the hub. */
  public enum Reach {
    /** From the same cluster, by its Service. */
    SAME_CLUSTER {
      @Override
      URI url(Site site) {
        return URI.create("https://" + RELEASE + "." + site.namespace() + ".svc:8443");
      }

      @Override
      List<String> values(Member where) {
        return List.of();
      }
    },
    /**
     * From other clusters, through ports of the first node, as between clusters of kind or k3d on
     * one machine.
     */
    OTHER_CLUSTERS {
      @Override
      URI url(Site site) {
        return URI.create("https://" + host(site.where()) + ":" + REST_NODE_PORT);
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

      @Override
      List<String> agentValues() {
        return List.of("networkPolicy.hub.ports={" + REST_NODE_PORT + "," + NATS_NODE_PORT + "}");
      }
    };

    private static final int REST_NODE_PORT = 30843;
    private static final int NATS_NODE_PORT = 30422;

    abstract URI url(Site site);

    abstract List<String> values(Member where);

    /** Of the agent's chart, whose NetworkPolicy allows egress to a hub's usual ports only. */
    List<String> agentValues() {
      return List.of();
    }

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
    return URI.create("https://127.0.0.1:" + site.localPort());
  }

  @Override
  public HubKeys keys() {
    return keys;
  }

  @Override
  public List<String> agentValues() {
    return site.reach().agentValues();
  }

  @Override
  public void close() {
    forward.close();
  }

  /** kubectl forwards to one pod, and ends with it. */
  private void forwardAgain() {
    forward.close();
    forward = forward();
  }

  private Daemon forward() {
    endForward(folder);
    var command =
        site.where()
            .kubectl("port-forward", "-n", site.namespace(), "service/" + RELEASE)
            .with("--address", "127.0.0.1", site.localPort() + ":8443");
    var daemon = Daemon.start(command, folder.resolve("port-forward.log"));
    daemon.record(folder.resolve(FORWARD_RECORD));
    return daemon;
  }

  /** Ends the forwarding that an earlier run left for its user. */
  public static void endForward(Path folder) {
    Daemon.endRecorded(folder.resolve(FORWARD_RECORD));
  }
}
