// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render;

import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.nats.cluster.NatsClusterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** NACK: makes streams of the resources in its own namespace, and looks at no other one. */
public final class NackPod {
  /** What labels call it. */
  public static final String COMPONENT = "nack";

  private static final String CREDENTIALS = "nack";

  /** It keeps files in a folder that it makes in its working directory. */
  private static final String HOME = "/nack";

  private static final int PROBES = 8081;

  private NackPod() {}

  static Manifest of(Blueprint blueprint, String account) {
    return new AddonPod(
            new Addon(blueprint, COMPONENT),
            container(blueprint),
            AuthorityFile.volumes(
                blueprint,
                List.of(
                    Tree.object("name", "home", "emptyDir", Map.of()),
                    AddonPod.credentials(CREDENTIALS, blueprint.names().nackCredentials()))),
            Optional.of(account))
        .deployment(blueprint.names().nack());
  }

  private static Map<String, Object> container(Blueprint blueprint) {
    NatsClusterSpec spec = blueprint.spec();
    boolean probed = spec.addons().nack().controlLoop();
    return Tree.object(
        "name", "nack",
        "image", spec.addons().nack().image(),
        "imagePullPolicy", spec.servers().imagePullPolicy(),
        "command", List.of("/jetstream-controller"),
        "args", arguments(blueprint),
        "workingDir", HOME,
        "livenessProbe", probed ? probe("/healthz") : null,
        "readinessProbe", probed ? probe("/readyz") : null,
        "resources", Container.resources(spec.addons().nack().resources()),
        "securityContext", Container.restricted(),
        "volumeMounts",
            AuthorityFile.mounted(
                blueprint,
                List.of(Container.mount("home", HOME), AddonPod.credentialsMount(CREDENTIALS))));
  }

  private static Map<String, Object> probe(String path) {
    return Tree.object("httpGet", Tree.object("path", path, "port", PROBES));
  }

  private static List<String> arguments(Blueprint blueprint) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-s=" + AddonPod.address(blueprint),
                "--creds=" + AddonPod.credentialsFile(blueprint, CREDENTIALS),
                "--namespace=" + blueprint.namespace()));
    AuthorityFile.path(blueprint).ifPresent(file -> arguments.add("--tlsca=" + file));
    if (blueprint.spec().addons().nack().controlLoop()) {
      arguments.add("--control-loop");
      arguments.add("--health-probe-bind-address=:" + PROBES);
    }
    return arguments;
  }
}
