// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render.addon;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.agent.render.ChildNames;
import dev.flotilla.agent.render.pod.PodFields;
import dev.flotilla.agent.render.pod.PodSecurity;
import dev.flotilla.agent.render.tls.AuthorityFile;
import dev.flotilla.nats.cluster.addons.NatsBox;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A pod with the NATS command line, and its contexts. */
final class NatsBoxPod {
  private static final String COMPONENT = "nats-box";
  private static final String APPLICATION = "app";
  private static final String SYSTEM = "system";
  private static final String HOME = "/home/nats";
  private static final String CONTEXTS = "/etc/nats-contexts";

  /**
   * The command line stores the selected context next to the directory of contexts, so that
   * directory is linked into a writable place. A shell as first process ends only by a trap.
   */
  private static final String SCRIPT =
      """
      mkdir -p ~/.config/nats
      ln -sfn %s ~/.config/nats/context
      printf %s > ~/.config/nats/context.txt
      trap 'exit 0' INT TERM
      sleep infinity & wait
      """
          .formatted(CONTEXTS, APPLICATION);

  private NatsBoxPod() {}

  static List<Manifest> of(Blueprint blueprint) {
    Addon addon = new Addon(blueprint, COMPONENT);
    return List.of(
        contexts(addon),
        new AddonPod(addon, container(blueprint), volumes(blueprint))
            .deployment(blueprint.names().box()));
  }

  /** Holds no secret: the contexts refer to files. */
  private static Manifest contexts(Addon addon) {
    Blueprint blueprint = addon.blueprint();
    return new Manifest(
        Kind.CONFIG_MAP,
        addon.metadata(blueprint.names().boxContexts()),
        Tree.object(
            "data",
            Tree.object(
                APPLICATION + ".json", context(blueprint, "APP", APPLICATION),
                SYSTEM + ".json", context(blueprint, "SYS", SYSTEM))));
  }

  private static String context(Blueprint blueprint, String account, String volume) {
    ObjectNode context = JsonNodeFactory.instance.objectNode();
    context.put("description", "Account " + account + " of " + blueprint.name());
    context.put("url", AddonPod.address(blueprint));
    if (logins(blueprint).contains(volume)) {
      context.put(
          blueprint.spec().access().authentication().byOperator() ? "creds" : "nkey",
          AddonPod.credentialsFile(blueprint, volume));
    }
    AuthorityFile.path(blueprint).ifPresent(file -> context.put("ca", file));
    return context.toPrettyString() + "\n";
  }

  /** Volumes with credentials; applications need none without authentication. */
  private static List<String> logins(Blueprint blueprint) {
    return blueprint.spec().access().authentication().open()
        ? List.of(SYSTEM)
        : List.of(APPLICATION, SYSTEM);
  }

  private static Map<String, Object> container(Blueprint blueprint) {
    NatsBox box = blueprint.spec().addons().natsBox();
    return Tree.object(
        "name", "nats-box",
        "image", box.image(),
        "imagePullPolicy", blueprint.spec().servers().imagePullPolicy(),
        "command", List.of("sh", "-ec", SCRIPT),
        "workingDir", HOME,
        "env",
            List.of(
                Tree.object("name", "HOME", "value", HOME),
                Tree.object("name", "XDG_CONFIG_HOME", "value", HOME + "/.config")),
        "resources", PodFields.resources(box.resources()),
        "securityContext", PodSecurity.ofContainer(),
        "volumeMounts", mounts(blueprint));
  }

  private static List<Map<String, Object>> mounts(Blueprint blueprint) {
    List<Map<String, Object>> mounts = new ArrayList<>();
    mounts.add(PodFields.mount("home", HOME));
    mounts.add(PodFields.mount("tmp", "/tmp"));
    mounts.add(PodFields.mount("contexts", CONTEXTS));
    logins(blueprint).forEach(volume -> mounts.add(AddonPod.credentialsMount(volume)));
    return AuthorityFile.mounted(blueprint, mounts);
  }

  private static List<Map<String, Object>> volumes(Blueprint blueprint) {
    ChildNames names = blueprint.names();
    List<Map<String, Object>> volumes = new ArrayList<>();
    volumes.add(Tree.object("name", "home", "emptyDir", Map.of()));
    volumes.add(Tree.object("name", "tmp", "emptyDir", Map.of()));
    volumes.add(
        Tree.object("name", "contexts", "configMap", Tree.object("name", names.boxContexts())));
    for (String volume : logins(blueprint)) {
      String secret =
          volume.equals(SYSTEM) ? names.systemCredentials() : names.applicationCredentials();
      volumes.add(AddonPod.credentials(volume, secret));
    }
    return AuthorityFile.volumes(blueprint, volumes);
  }
}
