// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render;

import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.nats.cluster.NatsClusterSpec;
import dev.flotilla.nats.cluster.Quantity;
import dev.flotilla.nats.cluster.Resources;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The container that runs nats-server. */
final class Container {
  private static final String PID_FILE = "/var/run/nats/nats.pid";

  /**
   * Without streams and consumers: one of them that never becomes well must not take the server
   * from all others, and must not have it killed. Whether they have caught up is verified by the
   * agent.
   */
  private static final String SERVING = "/healthz?js-server-only=true";

  /**
   * A day, at two seconds each: a server that recovers much before it listens would only begin anew
   * after a kill.
   */
  private static final int LONGEST_RECOVERY = 43_200;

  private static final BigDecimal GO_SHARE = new BigDecimal("0.8");
  private static final long MEBIBYTE = 1 << 20;

  private Container() {}

  static Map<String, Object> of(Blueprint blueprint) {
    NatsClusterSpec spec = blueprint.spec();
    return Tree.object(
        "name", "nats",
        "image", spec.image(),
        "imagePullPolicy", spec.imagePullPolicy(),
        "args", arguments(),
        "env", environment(spec),
        "envFrom", Passwords.environment(blueprint),
        "ports", ListenerPorts.ofContainer(spec),
        "lifecycle", Tree.object("preStop", lameDuck()),
        "startupProbe", probe(SERVING, 2, LONGEST_RECOVERY),
        "readinessProbe", probe(SERVING, 5, 3),
        "livenessProbe", probe("/healthz?js-enabled-only=true", 30, 3),
        "resources", resources(spec.resources()),
        "securityContext", restricted(),
        "volumeMounts", mounts(blueprint));
  }

  /**
   * The name is an argument: in the file it would make every server's configuration digest another
   * one.
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
    Quantity limit = spec.resources().limits().memory();
    if (limit != null) {
      environment.add(Tree.object("name", "GOMEMLIMIT", "value", goMemoryLimit(limit)));
    }
    return environment;
  }

  /**
   * Go collects harder as it comes near this limit; the rest is for what it does not count, such as
   * stacks of C and the kernel's buffers.
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

  static Map<String, Object> resources(Resources resources) {
    Map<String, String> requests = resources.requests().asMap();
    Map<String, String> limits = resources.limits().asMap();
    return Tree.object(
        "requests", requests.isEmpty() ? null : requests,
        "limits", limits.isEmpty() ? null : limits);
  }

  static Map<String, Object> restricted() {
    return Tree.object(
        "allowPrivilegeEscalation", false,
        "readOnlyRootFilesystem", true,
        "capabilities", Tree.object("drop", List.of("ALL")));
  }

  private static List<Object> mounts(Blueprint blueprint) {
    List<Object> mounts = new ArrayList<>();
    mounts.add(mount("config", "/etc/nats-config"));
    mounts.add(mount("pid", "/var/run/nats"));
    if (blueprint.spec().jetStream().enabled()) {
      mounts.add(mount(blueprint.names().streamsVolume(), "/data"));
    }
    if (blueprint.spec().authentication().byOperator()) {
      mounts.add(mount(blueprint.names().resolverVolume(), "/data/resolver"));
    }
    TlsFiles.mount(blueprint, mounts);
    LeafFiles.mount(blueprint).ifPresent(mounts::add);
    GatewayRoots.mount(blueprint).ifPresent(mounts::add);
    return mounts;
  }

  static Map<String, Object> mount(String volume, String path) {
    return Tree.object("name", volume, "mountPath", path);
  }
}
