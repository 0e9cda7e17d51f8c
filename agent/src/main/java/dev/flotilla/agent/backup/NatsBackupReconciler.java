// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.backup;

import dev.flotilla.agent.kubernetes.Trigger;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import jakarta.inject.Singleton;

/** Reconciles NatsBackups. */
@Singleton
public class NatsBackupReconciler implements Reconciler<Trigger.OfNatsBackup> {
  private final JobReconciler jobs;

  NatsBackupReconciler(JobReconciler jobs) {
    this.jobs = jobs;
  }

  @Override
  public UpdateControl<Trigger.OfNatsBackup> reconcile(
      Trigger.OfNatsBackup trigger, Context<Trigger.OfNatsBackup> context) {
    return jobs.reconcile(JobKind.BACKUP, trigger);
  }
}
