// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.backup;

import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.Labels;
import dev.flotilla.nats.backup.JobSpec;
import java.util.List;
import java.util.Map;

/**
 * Everything that a Job and its task are rendered from.
 *
 * @param kind of the resource
 * @param resource the NatsBackup or NatsRestore
 * @param spec its document
 * @param set the set that is written or restored
 * @param cluster the NatsCluster
 */
record JobBlueprint(JobKind kind, Live resource, JobSpec spec, String set, TargetCluster cluster) {
  /** Name of the Job. */
  String job() {
    return kind.job(resource.name());
  }

  /** Name of the Secret with the task. */
  String taskSecret() {
    return job() + "-task";
  }

  /** Metadata of a child: deleted by Kubernetes with its resource. */
  Map<String, Object> metadata(String name) {
    return Tree.object(
        "name",
        name,
        "namespace",
        resource.namespace(),
        "labels",
        labels(),
        "ownerReferences",
        List.of(
            Tree.object(
                "apiVersion",
                kind.kind().apiVersion(),
                "kind",
                kind.kind().name(),
                "name",
                resource.name(),
                "uid",
                resource.uid(),
                "controller",
                true,
                "blockOwnerDeletion",
                false)));
  }

  /** By the last one, the network policy of the servers lets its pods connect. */
  Map<String, Object> labels() {
    return Tree.object(
        "app.kubernetes.io/name",
        "flotilla-" + kind.word(),
        "app.kubernetes.io/instance",
        resource.name(),
        "app.kubernetes.io/component",
        kind.word(),
        "app.kubernetes.io/managed-by",
        "flotilla-agent",
        Labels.CLUSTER,
        cluster.resource().name());
  }
}
