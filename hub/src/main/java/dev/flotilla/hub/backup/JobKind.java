// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.backup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.nats.backup.BackupParser;
import dev.flotilla.nats.backup.JobSpec;
import dev.flotilla.nats.document.Parsed;
import dev.flotilla.protocol.operation.Order;
import dev.flotilla.protocol.resource.ResourceKind;

/** The kinds of resource that a Job in the member carries out, once each. */
public enum JobKind {
  /** A NatsBackup. */
  BACKUP(ResourceKind.NATS_BACKUP),
  /** A NatsRestore. */
  RESTORE(ResourceKind.NATS_RESTORE);

  private final ResourceKind resource;

  JobKind(ResourceKind resource) {
    this.resource = resource;
  }

  /** Its row among all kinds of resource. */
  public ResourceKind resource() {
    return resource;
  }

  /**
   * The word pair of an audit record.
   *
   * @param verb such as {@code create}
   */
  public String action(String verb) {
    return resource.token() + "." + verb;
  }

  Order order() {
    return switch (this) {
      case BACKUP -> new Order.Backup();
      case RESTORE -> new Order.Restore();
    };
  }

  Parsed<? extends JobSpec> parse(JsonNode manifest) {
    return switch (this) {
      case BACKUP -> BackupParser.backup(manifest);
      case RESTORE -> BackupParser.restore(manifest);
    };
  }
}
