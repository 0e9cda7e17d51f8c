// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.backup.manifest.NotSaved;
import dev.flotilla.backup.manifest.StreamName;
import dev.flotilla.backup.snapshot.ListedStreams;
import io.nats.client.Connection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * What there is to save.
 *
 * @param streams the largest first, so that none of them is left for the end
 * @param notSaved what can be told not to be saved before anything is begun
 */
record Inventory(List<Found> streams, List<NotSaved> notSaved) {
  Inventory {
    streams = streams.stream().sorted(Comparator.comparingLong(Found::bytes).reversed()).toList();
    notSaved = List.copyOf(notSaved);
  }

  /**
   * A stream.
   *
   * @param info as the servers list it
   */
  record Found(Task.Account account, StreamName name, JsonNode info) {
    long bytes() {
      return info.path("state").path("bytes").asLong();
    }
  }

  long bytes() {
    return streams.stream().mapToLong(Found::bytes).sum();
  }

  /** Asks in every account that is selected. */
  static Inventory of(List<Task.Account> accounts, AccountAccess access, Selection selection)
      throws InterruptedException {
    List<Found> streams = new ArrayList<>();
    List<NotSaved> notSaved = new ArrayList<>();
    for (Task.Account account : accounts) {
      if (selection.touches(account.name())) {
        add(account, access, selection, streams, notSaved);
      }
    }
    selection
        .idle(streams.stream().map(Found::name).toList())
        .forEach(pattern -> notSaved.add(idle(pattern)));
    return new Inventory(streams, notSaved);
  }

  private static void add(
      Task.Account account,
      AccountAccess access,
      Selection selection,
      List<Found> streams,
      List<NotSaved> notSaved)
      throws InterruptedException {
    if (!AccountAccess.isOpen(account)) {
      notSaved.add(
          whole(
              account,
              ResultCode.ACCOUNT_WITHOUT_USER,
              "Flotilla has no user in this account, so none of its streams is saved."));
      return;
    }
    try (Connection connection = access.connect(account)) {
      ListedStreams listed = ListedStreams.of(AccountAccess.api(connection));
      for (JsonNode info : listed.infos()) {
        StreamName name = name(account, info.path("config").path("name").asText());
        if (selection.selects(name)) {
          streams.add(new Found(account, name, info));
        }
      }
      listed
          .silent()
          .forEach((stream, reason) -> silent(account, stream, reason, selection, notSaved));
    } catch (IOException problem) {
      notSaved.add(
          whole(account, ResultCode.ACCOUNT_UNREACHABLE, String.valueOf(problem.getMessage())));
    }
  }

  private static void silent(
      Task.Account account,
      String stream,
      String reason,
      Selection selection,
      List<NotSaved> notSaved) {
    StreamName name = name(account, stream);
    if (selection.selects(name)) {
      String message =
          reason.isEmpty()
              ? "The servers list it, and none of them has it."
              : "It is offline: " + reason;
      notSaved.add(new NotSaved(name, null, ResultCode.STREAM_OFFLINE.name(), message));
    }
  }

  private static NotSaved idle(String pattern) {
    int slash = pattern.indexOf('/');
    String account = pattern.substring(0, Math.max(0, slash));
    return new NotSaved(
        new StreamName(account, account, pattern.substring(slash + 1)),
        null,
        ResultCode.NOTHING_SELECTED.name(),
        "No stream matches " + pattern + ".");
  }

  private static NotSaved whole(Task.Account account, ResultCode code, String reason) {
    return new NotSaved(name(account, "*"), null, code.name(), reason);
  }

  static StreamName name(Task.Account account, String stream) {
    return new StreamName(
        Objects.requireNonNullElse(account.publicKey(), account.name()), account.name(), stream);
  }
}
