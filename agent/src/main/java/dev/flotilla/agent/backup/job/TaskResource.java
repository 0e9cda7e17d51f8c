// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.backup.job;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.backup.engine.Progress;
import dev.flotilla.backup.engine.Result;
import dev.flotilla.backup.engine.Task;
import dev.flotilla.protocol.Json;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The NatsBackup or NatsRestore of a Job, of which it may patch the status and read nothing. It is
 * applied and not merged: for a merge the client would read it first.
 *
 * @param client of the Kubernetes cluster
 * @param task of the Job
 */
record TaskResource(KubernetesClient client, Task task) {
  private static final PatchContext APPLY =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager("flotilla-backup")
          .withForce(true)
          .build();

  /** Writes all that a Job has to say: what is left out is removed. */
  void write(@Nullable Progress progress, @Nullable Result result) {
    Map<String, Object> status = new HashMap<>();
    if (progress != null) {
      status.put("progress", Json.mapper().convertValue(progress, Map.class));
    }
    if (result != null) {
      status.put("result", Json.mapper().convertValue(result, Map.class));
    }
    GenericKubernetesResource resource =
        new GenericKubernetesResourceBuilder()
            .withApiVersion(kind().apiVersion())
            .withKind(kind().name())
            .withNewMetadata()
            .withNamespace(task.resource().namespace())
            .withName(task.resource().name())
            .endMetadata()
            .addToAdditionalProperties("status", status)
            .build();
    var _ =
        client
            .genericKubernetesResources(kind().context())
            .inNamespace(task.resource().namespace())
            .resource(resource)
            .subresource("status")
            .patch(APPLY);
  }

  private Kind kind() {
    return switch (task.kind()) {
      case BACKUP -> Kind.NATS_BACKUP;
      case RESTORE -> Kind.NATS_RESTORE;
    };
  }
}
