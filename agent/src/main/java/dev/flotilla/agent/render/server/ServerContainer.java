// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render.server;

import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.agent.render.pod.PodFields;
import dev.flotilla.agent.render.pod.PodSecurity;
import dev.flotilla.agent.render.service.ListenerPorts;
import dev.flotilla.agent.render.service.Port;
import dev.flotilla.agent.render.tls.GatewayRoots;
import dev.flotilla.agent.render.tls.LeafFiles;
import dev.flotilla.agent.render.tls.TlsFiles;
import dev.flotilla.nats.cluster.NatsClusterSpec;
import dev.flotilla.nats.document.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The container that runs nats-server. */
final class ServerContainer {
  private static final String PID_FILE = "/var/run/nats/nats.pid";

  /**
   * Without streams and consumers: one of them that never becomes well must not take the server
   * from all others, and must not have it killed. Whether they have caught up is verified by the
   * agent.
   */
  private static final String SERVING = "/healthz?js-server-only=true";

  /**
   * A day, at one second each: a server that recovers much before it listens would only begin anew
   * after a kill.
   */
  private static final int LONGEST_RECOVERY = 86_400;

  private static final BigDecimal GO_SHARE = new BigDecimal("0.8");
  private static final long MEBIBYTE = 1 << 20;

  private ServerContainer() {}

  static Map<String, Object> of(Blueprint blueprint) {
    NatsClusterSpec spec = blueprint.spec();
    return Tree.object(
        "name", "nats",
        "image", spec.servers().image(),
        "imagePullPolicy", spec.servers().imagePullPolicy(),
        "args", arguments(),
        "env", environment(spec),
        "envFrom", Passwords.environment(blueprint),
        "ports", ListenerPorts.ofContainer(spec),
        "lifecycle", Tree.object("preStop", lameDuck()),
        "startupProbe", probe(SERVING, 1, LONGEST_RECOVERY),
        "readinessProbe", probe(SERVING, 5, 3),
        "livenessProbe", probe("/healthz?js-enabled-only=true", 30, 3),
        "resources", PodFields.resources(spec.pods().resources()),
        "securityContext", PodSecurity.ofContainer(),
        "volumeMounts", mounts(blueprint));
  }

  /**
   * The name is an argument: in the file it would make every server's configuration digest
   * different.
   */
  private static List<String> arguments() {
    return List.of(
        "--config",
        "/etc/nats-config/" + Configuration.FILE,
        "--name",
        "$(POD_NAME)",
        "--pid",
        PID_FILE);
  }

  private static List<Object> environment(NatsClusterSpec spec) {
    List<Object> environment = new ArrayList<>();
    environment.add(podName());
    Quantity limit = spec.pods().resources().limits().memory();
    if (limit != null) {
      environment.add(Tree.object("name", "GOMEMLIMIT", "value", goMemoryLimit(limit)));
    }
    return environment;
  }

  /**
   * Go collects more often as it approaches this limit; the rest is for memory that it does not
   * count, such as C stacks and kernel buffers.
   */
  private static String goMemoryLimit(Quantity limit) {
    long bytes = limit.amount().multiply(GO_SHARE).longValue();
    return bytes >= MEBIBYTE ? bytes / MEBIBYTE + "MiB" : bytes + "B";
  }

  private static Map<String, Object> podName() {
    return Tree.object(
        "name",
        "POD_NAME",
        "valueFrom",
        Tree.object("fieldRef", Tree.object("fieldPath", "metadata.name")));
  }

  private static Map<String, Object> lameDuck() {
    return Tree.object(
        "exec", Tree.object("command", List.of("nats-server", "-sl=ldm=" + PID_FILE)));
  }

  private static Map<String, Object> probe(String path, int periodSeconds, int failureThreshold) {
    return Tree.object(
        "httpGet",
        Tree.object("path", path, "port", Port.MONITOR.label()),
        "timeoutSeconds",
        5,
        "periodSeconds",
        periodSeconds,
        "failureThreshold",
        failureThreshold);
  }

  private static List<Object> mounts(Blueprint blueprint) {
    List<Object> mounts = new ArrayList<>();
    mounts.add(PodFields.mount("config", "/etc/nats-config"));
    mounts.add(PodFields.mount("pid", "/var/run/nats"));
    if (blueprint.spec().settings().jetStream().enabled()) {
      mounts.add(PodFields.mount(blueprint.names().streamsVolume(), "/data"));
    }
    if (blueprint.spec().access().authentication().byOperator()) {
      mounts.add(PodFields.mount(blueprint.names().resolverVolume(), "/data/resolver"));
    }
    TlsFiles.mount(blueprint, mounts);
    LeafFiles.mount(blueprint).ifPresent(mounts::add);
    GatewayRoots.mount(blueprint).ifPresent(mounts::add);
    return mounts;
  }
}
