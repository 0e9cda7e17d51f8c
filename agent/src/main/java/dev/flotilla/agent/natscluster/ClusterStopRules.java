// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.natscluster;

import dev.flotilla.agent.kubernetes.Change;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.ChildNames;
import dev.flotilla.agent.render.Labels;
import dev.flotilla.agent.render.TemplateDigest;
import dev.flotilla.agent.servers.RollFacts;
import dev.flotilla.agent.servers.ServerPod;
import dev.flotilla.agent.servers.SetFacts;
import dev.flotilla.agent.servers.StopRules;
import dev.flotilla.agent.version.WayBack;
import dev.flotilla.nats.cluster.NatsCluster;
import dev.flotilla.nats.cluster.status.RollStop;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * What is known of one NatsCluster about a roll that must stop.
 *
 * @param resource the NatsCluster
 * @param cluster its document, with the version that servers are brought to
 * @param earlier the document with which all servers were last verified; empty for none
 * @param journal of this pass
 * @param means what only others know
 */
record ClusterStopRules(
    Live resource,
    NatsCluster cluster,
    Optional<NatsCluster> earlier,
    StatusJournal journal,
    Means means)
    implements StopRules {
  private static final String CHECKSUM = "checksum/config";

  /**
   * What only others know.
   *
   * @param planner computes what an earlier document of a running NatsCluster brings
   * @param back judges whether streams allow another version
   */
  record Means(BiFunction<Live, NatsCluster, ChangeSet> planner, Back back) {
    Means(ChangePlanner planner, WayBack back) {
      this((resource, before) -> planner.changes(resource, before, true), back::obstacle);
    }
  }

  /** As {@link WayBack#obstacle}. */
  @FunctionalInterface
  interface Back {
    Optional<String> obstacle(Live resource, NatsCluster cluster, ServerPod failed, String target)
        throws InterruptedException;
  }

  @Override
  public Optional<RollStop> known() {
    return Optional.ofNullable(journal.status().stop());
  }

  @Override
  public Optional<Long> document() {
    return revision(resource);
  }

  @Override
  public boolean returnable(int ordinal) {
    return earlier.filter(before -> ordinal < before.spec().servers().replicas()).isPresent();
  }

  @Override
  public Optional<String> obstacle(ServerPod failed, RollFacts facts) throws InterruptedException {
    return means.back().obstacle(resource, cluster, failed, current(facts));
  }

  /** The version of the template that the server would get again. */
  private String current(RollFacts facts) {
    return unchanged(facts)
        .map(WayBack::version)
        .filter(version -> !version.isEmpty())
        .findFirst()
        .orElseGet(() -> earlier.orElseThrow().spec().servers().version());
  }

  private static Stream<ServerPod> unchanged(RollFacts facts) {
    String revision = facts.set().map(SetFacts::currentRevision).orElse("");
    return facts.pods().stream().filter(pod -> pod.revision().equals(revision));
  }

  @Override
  public void record(RollStop stop) {
    journal.record(stop);
  }

  /**
   * All servers read one ConfigMap: the earlier template must not start with what a newer one
   * brought.
   */
  @Override
  public List<Change> earlier(List<Change> changes, RollFacts facts) {
    Optional<Change> configuration =
        earlier
            .map(before -> means.planner().apply(resource, before))
            .filter(before -> isOf(before, facts))
            .flatMap(
                before -> before.children().stream().filter(this::isConfiguration).findFirst());
    return configuration
        .map(
            before ->
                changes.stream().map(change -> isConfiguration(change) ? before : change).toList())
        .orElse(changes);
  }

  private boolean isConfiguration(Change change) {
    return change.kind().equals(Kind.CONFIG_MAP)
        && change.name().equals(new ChildNames(resource.name()).configMap());
  }

  /** Servers that still have their earlier template say whether it is this configuration's. */
  private static boolean isOf(ChangeSet before, RollFacts facts) {
    String digest = TemplateDigest.of(before.blueprint().configuration());
    return before.aim().isPresent()
        && unchanged(facts)
            .map(pod -> Tree.text(pod.live().tree(), "metadata", "annotations", CHECKSUM))
            .allMatch(digest::equals);
  }

  static Optional<Long> revision(Live resource) {
    String text = resource.annotation(Labels.REVISION);
    return text.matches("\\d{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }
}
