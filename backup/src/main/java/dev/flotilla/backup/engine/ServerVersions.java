// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.engine;

import dev.flotilla.nats.catalogue.ServerVersion;
import io.nats.client.Connection;
import io.nats.client.api.ServerInfo;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the servers run, by name; during an upgrade they differ, and it is the stream's leader that
 * decides.
 */
record ServerVersions(Map<String, String> byServer) {
  /** The first line whose snapshots are records, and include streams in memory. */
  private static final ServerVersion RECORDS = ServerVersion.parse("2.15.0").orElseThrow();

  ServerVersions {
    byServer = Map.copyOf(byServer);
  }

  /** Asks each server by itself, as a user of the first account that has one. */
  static ServerVersions of(AccountAccess access, List<Task.Account> accounts)
      throws TaskFailed, InterruptedException {
    Task.Account account =
        accounts.stream()
            .filter(AccountAccess::isOpen)
            .findFirst()
            .orElseThrow(
                () ->
                    new TaskFailed(
                        ResultCode.ACCOUNT_WITHOUT_USER,
                        "Flotilla has no user in any account of this NatsCluster."));
    Map<String, String> versions = new TreeMap<>();
    StringBuilder problems = new StringBuilder();
    for (String server : access.servers()) {
      try (Connection connection = access.only(server).connect(account)) {
        ServerInfo info = connection.getServerInfo();
        versions.put(info.getServerName(), info.getVersion());
      } catch (IOException away) {
        problems
            .append(problems.isEmpty() ? "" : "; ")
            .append(server)
            .append(": ")
            .append(away.getMessage());
      }
    }
    if (versions.isEmpty()) {
      throw new TaskFailed(
          ResultCode.SERVERS_UNREACHABLE, "No server of the NatsCluster answers: " + problems);
    }
    return new ServerVersions(versions);
  }

  /** Version of a stream's leader; empty for one that did not answer while versions differ. */
  String of(String leader) {
    List<String> versions = distinct();
    return byServer.getOrDefault(leader, versions.size() == 1 ? versions.getFirst() : "");
  }

  /** All of them, sorted. */
  List<String> distinct() {
    return byServer.values().stream().distinct().sorted().toList();
  }

  /** Whether that version writes and reads archives of records. */
  static boolean hasRecords(String version) {
    return ServerVersion.parse(version).filter(it -> it.compareTo(RECORDS) >= 0).isPresent();
  }

  /** Whether every server reads archives of records. */
  boolean allHaveRecords() {
    return byServer.values().stream().allMatch(ServerVersions::hasRecords);
  }

  /** Whether that version forgets which message ids it has seen until the leader changes. */
  static boolean forgetsDuplicates(String version) {
    Optional<ServerVersion> parsed = ServerVersion.parse(version);
    return parsed
        .filter(it -> it.compareTo(RECORDS) >= 0)
        .filter(it -> it.compareTo(ServerVersion.parse("2.15.3").orElseThrow()) < 0)
        .isPresent();
  }
}
