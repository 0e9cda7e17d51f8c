// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.backup;

import dev.flotilla.agent.kubernetes.Trigger;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import jakarta.inject.Singleton;

/** Reconciles NatsRestores. */
@Singleton
public class NatsRestoreReconciler implements Reconciler<Trigger.OfNatsRestore> {
  private final JobReconciler jobs;

  NatsRestoreReconciler(JobReconciler jobs) {
    this.jobs = jobs;
  }

  @Override
  public UpdateControl<Trigger.OfNatsRestore> reconcile(
      Trigger.OfNatsRestore trigger, Context<Trigger.OfNatsRestore> context) {
    return jobs.reconcile(JobKind.RESTORE, trigger);
  }
}
