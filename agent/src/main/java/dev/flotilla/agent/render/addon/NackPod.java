// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render.addon;

import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.agent.render.pod.PodFields;
import dev.flotilla.agent.render.pod.PodSecurity;
import dev.flotilla.agent.render.tls.AuthorityFile;
import dev.flotilla.nats.cluster.NatsClusterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** NACK: reconciles streams from the resources of its own namespace only. */
public final class NackPod {
  /** Its name in labels. */
  public static final String COMPONENT = "nack";

  private static final String CREDENTIALS = "nack";

  /** It writes files to a directory that it creates in its working directory. */
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
        "resources", PodFields.resources(spec.addons().nack().resources()),
        "securityContext", PodSecurity.ofContainer(),
        "volumeMounts",
            AuthorityFile.mounted(
                blueprint,
                List.of(PodFields.mount("home", HOME), AddonPod.credentialsMount(CREDENTIALS))));
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
