// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.backup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.cli.Failure;
import dev.flotilla.cli.hub.HubClient;
import dev.flotilla.cli.view.Views;
import dev.flotilla.protocol.api.BackupView;
import dev.flotilla.protocol.api.NatsClusterView;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The NatsBackups that the hub knows.
 *
 * @param hub that knows them
 */
record KnownBackups(HubClient hub) {
  private static final String FAILED = "Failed";

  /**
   * A NatsBackup and its spec.
   *
   * @param address {@code member/namespace/name}
   * @param spec as it was sent
   */
  record Example(String address, JsonNode spec) {}

  /** Those of NatsClusters with such an end of their address, which may be gone by now. */
  static Predicate<BackupView> of(String cluster) {
    return view -> ends(clusterOf(view), cluster);
  }

  /**
   * The one with a unique end of {@code member/namespace/name}, or of the address of its
   * NatsCluster followed by its name.
   *
   * @throws Failure when there is none, or more than one
   */
  BackupView find(String text) {
    List<BackupView> matches =
        Views.items(hub.list(JobKind.BACKUP.list(), Map.of()), BackupView.class).stream()
            .filter(
                view ->
                    ends(view.address(), text) || ends(clusterOf(view) + "/" + view.name(), text))
            .toList();
    if (matches.isEmpty()) {
      throw Failure.invalid("No NatsBackup '" + text + "'", "See 'flotilla backup list'.");
    }
    if (matches.size() > 1) {
      throw Failure.invalid(
          "'" + text + "' is ambiguous",
          "Use one of: " + String.join(", ", matches.stream().map(BackupView::address).toList()));
    }
    return matches.getFirst();
  }

  /**
   * The newest one of a NatsCluster whose document the hub has; one that failed only when there is
   * no other.
   */
  Optional<Example> newest(NatsClusterView cluster) {
    return all(JobKind.BACKUP, cluster)
        .filter(view -> view.revision() != null && view.requestedAt() != null)
        .max(
            Comparator.comparing((BackupView view) -> !view.state().equals(FAILED))
                .thenComparing(view -> Objects.requireNonNull(view.requestedAt())))
        .map(this::example);
  }

  /** One by its name; empty where its operation was cancelled, refused or has expired. */
  Optional<BackupView> named(JobKind kind, NatsClusterView cluster, String name) {
    return all(kind, cluster).filter(view -> view.name().equals(name)).findFirst();
  }

  private Stream<BackupView> all(JobKind kind, NatsClusterView cluster) {
    Map<String, String> query =
        new TreeMap<>(
            Map.of(
                "member", cluster.member(),
                "namespace", cluster.namespace(),
                "cluster", cluster.name()));
    return Views.items(hub.list(kind.list(), query), BackupView.class).stream();
  }

  /** The spec of one that was requested through the hub; empty for another one. */
  Optional<Example> spec(BackupView view) {
    return view.revision() == null ? Optional.empty() : Optional.of(example(view));
  }

  private Example example(BackupView view) {
    JsonNode document = hub.get(JobKind.BACKUP.path(view) + "/document");
    return new Example(view.address(), document.path("spec"));
  }

  private static String clusterOf(BackupView view) {
    return view.member() + "/" + view.namespace() + "/" + view.cluster();
  }

  private static boolean ends(String address, String text) {
    return ("/" + address).endsWith("/" + text);
  }
}
