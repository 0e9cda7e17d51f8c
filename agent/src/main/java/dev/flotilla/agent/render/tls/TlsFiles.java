// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render.tls;

import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.agent.render.Labels;
import dev.flotilla.agent.render.pod.PodFields;
import dev.flotilla.nats.cluster.tls.ServerCertificate;
import dev.flotilla.nats.cluster.tls.ServerTls;
import dev.flotilla.nats.configuration.ListenerTls;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The servers' certificate in their pods. Only a pod with TLS has it. */
public final class TlsFiles {
  private static final String VOLUME = "tls";
  private static final String CLIENTS = "clients";

  private TlsFiles() {}

  /** Its mount in the container of the server. */
  public static void mount(Blueprint blueprint, List<Object> mounts) {
    if (blueprint.spec().access().tls().used()) {
      mounts.add(
          Tree.object(
              "name", VOLUME, "mountPath", ListenerTls.OF_SERVERS.folder(), "readOnly", true));
    }
  }

  /** The volume. */
  public static void volume(Blueprint blueprint, List<Object> volumes) {
    ServerTls tls = blueprint.spec().access().tls();
    if (tls.used()) {
      volumes.add(
          Tree.object(
              "name",
              VOLUME,
              "secret",
              Tree.object(
                  "secretName",
                  blueprint.names().certificateSecret(tls.certificate()),
                  "defaultMode",
                  PodFields.READ_ONLY)));
    }
  }

  /** A renewed certificate changes the template, and so rolls. */
  public static void annotate(Blueprint blueprint, Map<String, Object> annotations) {
    if (blueprint.spec().access().tls().used()) {
      annotations.put("checksum/tls", blueprint.certificateDigest());
      annotations.put(Labels.TLS, manner(blueprint.spec().access().tls()));
    }
  }

  /** The TLS settings that all servers of a StatefulSet share; the empty string without TLS. */
  public static String manner(Object set) {
    return Tree.text(set, "spec", "template", "metadata", "annotations", Labels.TLS);
  }

  /** Whether the servers of a live StatefulSet speak TLS to clients. */
  public static boolean ofClients(Live set) {
    return List.of(manner(set.tree()).split("[ ,]", -1)).contains(CLIENTS);
  }

  /** The Secret with the certificate of a live StatefulSet; the empty string when it has none. */
  public static String secret(Live set) {
    return Tree.list(set.tree(), "spec", "template", "spec", "volumes").stream()
        .filter(volume -> Tree.text(volume, "name").equals(VOLUME))
        .map(volume -> Tree.text(volume, "secret", "secretName"))
        .findFirst()
        .orElse("");
  }

  /**
   * Everything that servers must have in common to connect to each other, such as the certificate's
   * source.
   */
  private static String manner(ServerTls tls) {
    List<String> listeners = new ArrayList<>();
    if (tls.listeners().client()) {
      listeners.add(CLIENTS);
    }
    if (tls.listeners().routes()) {
      listeners.add("routes");
    }
    return String.join(",", listeners) + " by " + source(tls.certificate());
  }

  private static String source(ServerCertificate certificate) {
    if (certificate.secretName() != null) {
      return "secret";
    }
    return certificate.issuerRef() == null ? "agent" : "issuer";
  }
}
