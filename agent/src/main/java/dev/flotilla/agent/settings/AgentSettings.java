// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Settings of the agent; the chart sets them as environment variables {@code FLOTILLA_AGENT_…}. */
@ConfigMapping(prefix = "flotilla.agent")
public interface AgentSettings {
  /** Name of the member: a DNS label of at most 40 characters. Required with a hub. */
  Optional<String> member();

  /** Namespace of the agent: its Lease, identity and watermark are there. */
  String namespace();

  /** Namespaces whose NatsClusters it serves; its own when none is given. */
  Optional<Set<String>> namespaces();

  /** ConfigMap with the local policy, which the hub cannot write. */
  @WithDefault("flotilla-agent-policy")
  String policyConfigMap();

  /** Secret with the agent's keys and credentials. */
  @WithDefault("flotilla-agent-identity")
  String identitySecret();

  /** ConfigMap with the watermark of what was admitted. */
  @WithDefault("flotilla-agent-state")
  String stateConfigMap();

  /** ConfigMap with the catalogue, from the hub or stored locally. */
  @WithDefault("flotilla-agent-catalogue")
  String catalogueConfigMap();

  /** Lease that one agent holds at a time. */
  @WithDefault("flotilla-agent")
  String lease();

  /** Name of this instance in the Lease; the pod's name. */
  @WithDefault("${HOSTNAME:flotilla-agent}")
  String instance();

  /** Port of health and metrics. */
  @WithDefault("8080")
  int port();

  /** How long a deploy may take without becoming ready before it counts as failed. */
  @WithDefault("15m")
  Duration progressDeadline();

  /** How long an ended NatsOperation is kept. */
  @WithDefault("7d")
  Duration operationKept();

  /** Whether it may create Ingresses; without that permission it never reads them. */
  @WithDefault("false")
  boolean ingresses();

  /** ServiceAccount of NACK in each served namespace; empty where the chart made none. */
  Optional<String> nackServiceAccount();

  /** Its own image, for the Jobs of backups and restores; empty where the chart did not say it. */
  Optional<String> image();

  /** Pull policy of that image; empty for that of Kubernetes. */
  Optional<String> imagePullPolicy();

  /** Image pull Secrets of those Jobs, by their names in each served namespace. */
  Optional<List<String>> imagePullSecrets();

  /** ServiceAccount of those Jobs in each served namespace. */
  @WithDefault("flotilla-backup")
  String backupServiceAccount();

  /** The hub. */
  Hub hub();

  /** Settings of the link. */
  interface Hub {
    /** Whether there is a hub. Without one only local resources are served. */
    @WithDefault("false")
    boolean enabled();

    /** The join token itself. */
    Optional<String> joinToken();

    /** File with the join token, such as a mounted Secret. */
    Optional<String> joinTokenFile();
  }

  /** The namespaces to serve. */
  default Set<String> served() {
    return namespaces().filter(given -> !given.isEmpty()).orElseGet(() -> Set.of(namespace()));
  }
}
