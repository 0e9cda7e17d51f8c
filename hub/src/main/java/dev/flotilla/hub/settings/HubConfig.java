// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of the hub; also as environment variables, such as {@code FLOTILLA_HUB_KEYS_DIR}. */
@ConfigMapping(prefix = "flotilla.hub")
public interface HubConfig {
  /** Folder with the files that {@code init} made. */
  Path keysDir();

  /** Folder for certificates, and in {@code child} mode for everything that the hub stores. */
  Path dataDir();

  /** REST address that join tokens carry; that of {@code init} when absent. */
  Optional<URI> publicUrl();

  /** Further names and addresses for certificates. */
  Optional<List<String>> names();

  /** Port of REST and enrolment. */
  @WithDefault("8443")
  int port();

  /** How long an operation may wait for its agent. */
  @WithDefault("PT1H")
  Duration operationLife();

  /**
   * How long an agent must have been online, without a gap, after an operation's expiry before the
   * hub ends the operation: in this time the agent would have reported that it had taken it.
   */
  @WithDefault("PT2M")
  Duration expiryGrace();

  /** How long an operation that ended can still be looked up. */
  @WithDefault("P90D")
  Duration historyLife();

  /** How long a document may be admitted before it must be signed again. */
  @WithDefault("P1D")
  Duration documentLife();

  /** Life of an agent's certificate and user claim. */
  @WithDefault("P7D")
  Duration credentialLife();

  /** Silence after which an agent counts as offline: three heartbeats. */
  @WithDefault("PT90S")
  Duration offlineAfter();

  /** How long an agent may take to say what a deploy would do. */
  @WithDefault("PT30S")
  Duration planPatience();

  /** The hub's nats-server. */
  Nats nats();

  /** Settings of the hub's nats-server. */
  interface Nats {
    /** Who runs it. */
    @WithDefault("child")
    Mode mode();

    /** The program, for {@link Mode#CHILD}; found by itself when absent. */
    Optional<Path> serverPath();

    /** Where to connect, for {@link Mode#CHART} and {@link Mode#EXTERNAL}. */
    Optional<String> url();

    /** Where agents connect; derived from the REST address when absent. */
    Optional<List<URI>> publicUrls();

    /** Copies of each stream: 1 for one server, 3 for an external cluster. */
    @WithDefault("1")
    int replicas();

    /**
     * For {@link Mode#CHILD}: size of the volume that the data folder is on, such as {@code 20Gi}.
     * When absent the server takes three quarters of what is free when it starts.
     */
    Optional<String> volume();

    /** Port for clients over TLS. */
    @WithDefault("4222")
    int port();

    /** Port for clients over WebSocket. */
    @WithDefault("9222")
    int websocketPort();

    /** Port of monitoring, on loopback. */
    @WithDefault("8222")
    int monitorPort();

    /** Who runs the nats-server. */
    enum Mode {
      /** The hub, as its child. */
      CHILD,
      /** The chart, as a StatefulSet of its own. */
      CHART,
      /** Another team, for example as a cluster for several applications. */
      EXTERNAL
    }
  }
}
