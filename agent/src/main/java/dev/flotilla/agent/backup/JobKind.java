// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.backup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.backup.engine.Task;
import dev.flotilla.nats.backup.BackupParser;
import dev.flotilla.nats.backup.JobSpec;
import dev.flotilla.nats.document.Parsed;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.operation.Order;
import dev.flotilla.protocol.resource.ResourceKind;

/** The two kinds of resource that are carried out by a Job. */
public enum JobKind {
  /** A NatsBackup. */
  BACKUP,
  /** A NatsRestore. */
  RESTORE;

  /** The kind in Kubernetes. */
  Kind kind() {
    return this == BACKUP ? Kind.NATS_BACKUP : Kind.NATS_RESTORE;
  }

  /** The kind in the fleet. */
  public ResourceKind resource() {
    return this == BACKUP ? ResourceKind.NATS_BACKUP : ResourceKind.NATS_RESTORE;
  }

  /** The kind of its task. */
  Task.Kind task() {
    return this == BACKUP ? Task.Kind.BACKUP : Task.Kind.RESTORE;
  }

  /** The order that a policy has to allow. */
  Order order() {
    return this == BACKUP ? new Order.Backup() : new Order.Restore();
  }

  /** Its word, such as {@code backup}: the suffix of its Job, and in messages. */
  String word() {
    return order().type();
  }

  /** Name of the Job of a resource. */
  String job(String name) {
    return name + "-" + word();
  }

  /** Reads a document. */
  Parsed<? extends JobSpec> parse(JsonNode manifest) {
    return switch (this) {
      case BACKUP -> BackupParser.backup(manifest);
      case RESTORE -> BackupParser.restore(manifest);
    };
  }

  /** Everything was done. */
  Code complete() {
    return this == BACKUP ? Code.BACKUP_COMPLETE : Code.RESTORE_COMPLETE;
  }

  /** Something was not done. */
  Code incomplete() {
    return this == BACKUP ? Code.BACKUP_INCOMPLETE : Code.RESTORE_INCOMPLETE;
  }

  /** Nothing was done. */
  Code failed() {
    return this == BACKUP ? Code.BACKUP_FAILED : Code.RESTORE_FAILED;
  }
}
