// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.cli.hub.HubClient;
import dev.flotilla.protocol.api.BackupView;
import dev.flotilla.protocol.api.NatsClusterView;

/** The two kinds of resource, as the hub and people call them. */
enum JobKind {
  BACKUP("/natsbackups", "NatsBackup", "Not saved"),
  RESTORE("/natsrestores", "NatsRestore", "Not restored");

  private static final String API_VERSION = "flotilla.dev/v1alpha1";

  private final String list;
  private final String kind;
  private final String left;

  JobKind(String list, String kind, String left) {
    this.list = list;
    this.kind = kind;
    this.left = left;
  }

  /** Path of the list. */
  String list() {
    return list;
  }

  /** The kind as manifests say it. */
  String kind() {
    return kind;
  }

  /** What is said of streams that were left out. */
  String left() {
    return left;
  }

  /** Path of one. */
  String path(BackupView view) {
    return path(view.member(), view.namespace(), view.name());
  }

  /** Path of one for a NatsCluster. */
  String path(NatsClusterView cluster, String name) {
    return path(cluster.member(), cluster.namespace(), name);
  }

  /** A document in the namespace of a NatsCluster. */
  ObjectNode document(NatsClusterView cluster, String name, JsonNode spec) {
    ObjectNode document =
        JsonNodeFactory.instance.objectNode().put("apiVersion", API_VERSION).put("kind", kind);
    document.putObject("metadata").put("namespace", cluster.namespace()).put("name", name);
    document.set("spec", spec);
    return document;
  }

  private String path(String member, String namespace, String name) {
    return list
        + "/%s/%s/%s"
            .formatted(
                HubClient.encoded(member), HubClient.encoded(namespace), HubClient.encoded(name));
  }
}
