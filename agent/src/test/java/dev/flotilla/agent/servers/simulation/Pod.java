// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers.simulation;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.servers.ServerPod;
import dev.flotilla.agent.servers.ServerPods;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One pod, as the API server has it: what it says of a server may be some moments old. */
final class Pod {
  private final int ordinal;
  private final String uid;
  private final Template template;
  private final Instant created;
  private Optional<Instant> deleted = Optional.empty();
  private Optional<String> trouble = Optional.empty();
  private boolean ready;
  private boolean scheduled = true;
  private Instant readySince;
  private Optional<Instant> running = Optional.empty();
  private boolean started;
  private long restarts;
  private long version = 1;
  private Optional<Live> live = Optional.empty();
  private Optional<ServerPod> seen = Optional.empty();

  Pod(int ordinal, String uid, Template template, Instant created) {
    this.ordinal = ordinal;
    this.uid = uid;
    this.template = template;
    this.created = created;
    this.readySince = created;
  }

  int ordinal() {
    return ordinal;
  }

  String uid() {
    return uid;
  }

  String name() {
    return "orders-" + ordinal;
  }

  Template template() {
    return template;
  }

  boolean terminating() {
    return deleted.isPresent();
  }

  Optional<Instant> deleted() {
    return deleted;
  }

  boolean ready() {
    return ready;
  }

  boolean scheduled() {
    return scheduled;
  }

  /** As a StatefulSet controller of every version counts it. */
  boolean available() {
    return ready && !terminating();
  }

  long version() {
    return version;
  }

  void delete(Instant now) {
    if (deleted.isEmpty()) {
      deleted = Optional.of(now);
      changed();
    }
  }

  void ready(boolean now, Instant at) {
    if (ready != now) {
      ready = now;
      started |= now;
      readySince = at;
      changed();
    }
  }

  /** Its container starts; each time but the first is a restart. */
  void starts(Instant at) {
    restarts += running.isPresent() ? 1 : 0;
    running = Optional.of(at);
    started = false;
    changed();
  }

  void hasTrouble(Optional<String> reason) {
    if (!trouble.equals(reason)) {
      trouble = reason;
      changed();
    }
  }

  void schedulable(boolean possible) {
    if (scheduled != possible) {
      scheduled = possible;
      changed();
    }
  }

  private void changed() {
    version++;
    live = Optional.empty();
    seen = Optional.empty();
  }

  /** As the agent reads it. */
  ServerPod seen(Instant now) {
    if (seen.filter(pod -> started && !pod.moving()).isEmpty()) {
      seen = Optional.of(ServerPods.of("orders", List.of(live()), now).getFirst());
    }
    return seen.get();
  }

  private Live live() {
    if (live.isEmpty()) {
      live = Optional.of(new Live(Kind.POD, tree()));
    }
    return live.get();
  }

  private Map<String, Object> tree() {
    Map<String, Object> metadata =
        new TreeMap<>(
            Map.of(
                "name", name(),
                "namespace", "shop",
                "uid", uid,
                "resourceVersion", Long.toString(version),
                "labels", Map.of("controller-revision-hash", template.revision()),
                "creationTimestamp", created.toString()));
    deleted.ifPresent(at -> metadata.put("deletionTimestamp", at.toString()));
    String port = template.routes() ? "cluster" : "nats";
    return Map.of(
        "metadata",
        metadata,
        "spec",
        Map.of("containers", List.of(Map.of("ports", List.of(Map.of("name", port))))),
        "status",
        Map.of("conditions", conditions(), "containerStatuses", List.of(container())));
  }

  private List<Map<String, Object>> conditions() {
    Map<String, Object> readiness =
        Map.of(
            "type",
            "Ready",
            "status",
            ready ? "True" : "False",
            "lastTransitionTime",
            readySince.toString());
    Map<String, Object> place =
        Map.of(
            "type", "PodScheduled",
            "status", scheduled ? "True" : "False",
            "reason", scheduled ? "" : "Unschedulable");
    return List.of(readiness, place);
  }

  private Map<String, Object> container() {
    Map<String, Object> state =
        trouble
            .<Map<String, Object>>map(reason -> Map.of("waiting", Map.of("reason", reason)))
            .or(() -> running.map(at -> Map.of("running", Map.of("startedAt", at.toString()))))
            .orElseGet(() -> Map.of("waiting", Map.of("reason", "ContainerCreating")));
    return Map.of("name", "nats", "started", started, "restartCount", restarts, "state", state);
  }

  @Override
  public String toString() {
    return name()
        + "("
        + template
        + (ready ? " ready" : "")
        + (terminating() ? " terminating" : "")
        + trouble.map(reason -> " " + reason).orElse("")
        + (scheduled ? "" : " unschedulable")
        + ")";
  }
}
