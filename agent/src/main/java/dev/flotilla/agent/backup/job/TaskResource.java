// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.backup.job;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.backup.engine.Task;
import dev.flotilla.protocol.Json;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The NatsBackup or NatsRestore of a Job, of which it may patch the status and read nothing.
 *
 * @param client of the Kubernetes cluster
 * @param task of the Job
 */
record TaskResource(KubernetesClient client, Task task) {
  /** Field manager of what a Job writes. */
  private static final PatchContext MERGE =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON_MERGE)
          .withFieldManager("flotilla-backup")
          .build();

  /** Writes one field of the status. */
  void patch(String field, Object value) {
    byte[] patch = Json.write(Map.of("status", Map.of(field, value)));
    var _ =
        client
            .genericKubernetesResources(kind().context())
            .inNamespace(task.resource().namespace())
            .withName(task.resource().name())
            .subresource("status")
            .patch(MERGE, new String(patch, StandardCharsets.UTF_8));
  }

  private Kind kind() {
    return switch (task.kind()) {
      case BACKUP -> Kind.NATS_BACKUP;
      case RESTORE -> Kind.NATS_RESTORE;
    };
  }
}
