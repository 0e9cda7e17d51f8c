// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.backup;

import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.nats.backup.JobStatus;

/** Notified of NatsBackups and NatsRestores after each pass. */
public interface JobListener {
  /**
   * A pass ended.
   *
   * @param kind of the resource
   * @param resource as it was before the pass
   * @param status its status now
   */
  void seen(JobKind kind, Live resource, JobStatus status);

  /** A resource was deleted. */
  void gone(JobKind kind, String namespace, String name);
}
