// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.backup;

import dev.flotilla.nats.jwt.Permission;
import dev.flotilla.nats.jwt.UserPermissions;

/** The least that the user of a Job needs, where its permissions are its own. */
final class JobPermissions {
  private static final Permission OWN_INBOX = Permission.only("_INBOX.>");

  /**
   * Snapshots, and what an increment reads. Without the last subject, a snapshot stops after one
   * window (measured: 8 MiB on 2.15).
   */
  private static final Permission OF_BACKUPS =
      Permission.only(
          "$JS.API.INFO",
          "$JS.API.STREAM.NAMES",
          "$JS.API.STREAM.LIST",
          "$JS.API.STREAM.INFO.>",
          "$JS.API.STREAM.MSG.GET.>",
          "$JS.API.DIRECT.GET.>",
          "$JS.API.CONSUMER.NAMES.>",
          "$JS.API.CONSUMER.LIST.>",
          "$JS.API.CONSUMER.INFO.>",
          "$JS.API.CONSUMER.CREATE.>",
          "$JS.API.CONSUMER.DELETE.>",
          "$JS.FC.>",
          "$JS.API.STREAM.SNAPSHOT.>",
          "$JS.SNAPSHOT.ACK.>");

  /** Restores, the comparison afterwards, and the removal of what is left of a failed one. */
  private static final Permission OF_RESTORES =
      Permission.only(
          "$JS.API.INFO",
          "$JS.API.STREAM.NAMES",
          "$JS.API.STREAM.LIST",
          "$JS.API.STREAM.INFO.>",
          "$JS.API.STREAM.MSG.GET.>",
          "$JS.API.DIRECT.GET.>",
          "$JS.API.STREAM.UPDATE.>",
          "$JS.API.STREAM.DELETE.>",
          "$JS.API.STREAM.LEADER.STEPDOWN.>",
          "$JS.API.CONSUMER.NAMES.>",
          "$JS.API.CONSUMER.LIST.>",
          "$JS.API.CONSUMER.INFO.>",
          "$JS.API.CONSUMER.CREATE.>",
          "$JS.API.CONSUMER.DURABLE.CREATE.>",
          "$JS.API.STREAM.RESTORE.>",
          "$JS.SNAPSHOT.RESTORE.>");

  private JobPermissions() {}

  static UserPermissions of(JobKind kind) {
    return UserPermissions.of(
        switch (kind) {
          case BACKUP -> OF_BACKUPS;
          case RESTORE -> OF_RESTORES;
        },
        OWN_INBOX);
  }
}
