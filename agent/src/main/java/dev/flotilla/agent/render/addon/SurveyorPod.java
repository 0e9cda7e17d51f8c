// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render.addon;

import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.agent.render.pod.PodFields;
import dev.flotilla.agent.render.pod.PodSecurity;
import dev.flotilla.agent.render.server.ExporterSidecar;
import dev.flotilla.agent.render.tls.AuthorityFile;
import dev.flotilla.nats.cluster.NatsClusterSpec;
import dev.flotilla.nats.cluster.addons.Exporter;
import dev.flotilla.nats.cluster.addons.Surveyor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Surveyor: collects the metrics of all servers through the system account. */
final class SurveyorPod {
  private static final String COMPONENT = "surveyor";
  private static final String SYSTEM = "system";

  private SurveyorPod() {}

  static List<Manifest> of(Blueprint blueprint) {
    Addon addon = new Addon(blueprint, COMPONENT);
    String name = blueprint.names().surveyor();
    Surveyor surveyor = blueprint.spec().addons().surveyor();
    List<Manifest> manifests = new ArrayList<>();
    manifests.add(
        new AddonPod(
                addon,
                container(blueprint),
                AuthorityFile.volumes(
                    blueprint,
                    List.of(AddonPod.credentials(SYSTEM, blueprint.names().systemCredentials()))))
            .deployment(name));
    if (surveyor.podMonitor().enabled()) {
      manifests.add(new Monitor(addon, name, surveyor.podMonitor()).of(addon.selector()));
    }
    return manifests;
  }

  private static Map<String, Object> container(Blueprint blueprint) {
    NatsClusterSpec spec = blueprint.spec();
    return Tree.object(
        "name", "surveyor",
        "image", spec.addons().surveyor().image(),
        "imagePullPolicy", spec.servers().imagePullPolicy(),
        "args", arguments(blueprint),
        "ports",
            List.of(
                Tree.object(
                    "name",
                    ExporterSidecar.PORT,
                    "containerPort",
                    Exporter.PORT,
                    "protocol",
                    "TCP")),
        "readinessProbe",
            Tree.object("httpGet", Tree.object("path", "/healthz", "port", ExporterSidecar.PORT)),
        "resources", PodFields.resources(spec.addons().surveyor().resources()),
        "securityContext", PodSecurity.ofContainer(),
        "volumeMounts",
            AuthorityFile.mounted(blueprint, List.of(AddonPod.credentialsMount(SYSTEM))));
  }

  private static List<String> arguments(Blueprint blueprint) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--port=" + Exporter.PORT,
                "--servers=" + AddonPod.address(blueprint),
                (blueprint.spec().access().authentication().byOperator() ? "--creds=" : "--nkey=")
                    + AddonPod.credentialsFile(blueprint, SYSTEM),
                "--count=" + blueprint.spec().servers().replicas()));
    AuthorityFile.path(blueprint).ifPresent(file -> arguments.add("--tlsca=" + file));
    if (blueprint.spec().addons().surveyor().accounts()) {
      arguments.add("--accounts");
    }
    return arguments;
  }
}
