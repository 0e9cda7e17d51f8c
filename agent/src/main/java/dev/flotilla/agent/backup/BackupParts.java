// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.backup;

import dev.flotilla.agent.admission.AdmittedKind;
import dev.flotilla.agent.admission.HubResources;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.operation.OrderJudge;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** What is the same for both kinds, once for each. */
class BackupParts {
  @Produces
  @Singleton
  AdmittedKind backups(KubernetesObjects objects) {
    return admission(JobKind.BACKUP, objects);
  }

  @Produces
  @Singleton
  AdmittedKind restores(KubernetesObjects objects) {
    return admission(JobKind.RESTORE, objects);
  }

  @Produces
  @Singleton
  OrderJudge backupJudge() {
    return new JobJudge(JobKind.BACKUP);
  }

  @Produces
  @Singleton
  OrderJudge restoreJudge() {
    return new JobJudge(JobKind.RESTORE);
  }

  private static AdmittedKind admission(JobKind kind, KubernetesObjects objects) {
    return new JobAdmission(kind, new HubResources(objects, kind.kind()));
  }
}
