// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers.simulation;

import static java.util.stream.Collectors.joining;

import dev.flotilla.agent.servers.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Everything but the agent: what there is, as it really is. */
final class World {
  private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

  private final TreeMap<Integer, Pod> pods = new TreeMap<>();
  private final Set<Integer> lostNodes = new TreeSet<>();
  private final List<String> log = new ArrayList<>();
  private final boolean logs;
  private final Servers servers;
  private final Referee referee;
  private Document document;
  private Optional<StatefulSet> set = Optional.empty();
  private Optional<Integer> budget = Optional.empty();
  private long budgetVersion;
  private Optional<Trouble> elsewhere = Optional.empty();
  private boolean holdsExpired;
  private Instant now = BEGINNING;
  private Duration deadline = Duration.ofMinutes(30);
  private int made;

  World(Document document, Servers servers, boolean logs) {
    this.document = document;
    this.servers = servers;
    this.logs = logs;
    this.referee = new Referee(this);
  }

  Referee referee() {
    return referee;
  }

  Servers servers() {
    return servers;
  }

  Instant now() {
    return now;
  }

  void passes(Duration time) {
    now = now.plus(time);
  }

  /** How long servers may take. */
  Duration deadline() {
    return deadline;
  }

  void deadline(Duration changed) {
    deadline = changed;
  }

  Document document() {
    return document;
  }

  void wants(Document changed) {
    says("the document is", changed);
    document = changed;
    referee.documentChanges();
  }

  Optional<StatefulSet> set() {
    return set;
  }

  void apply(StatefulSet changed) {
    says("the agent applies", changed.spec());
    set = Optional.of(changed);
  }

  /** The controller's status; returns whether it is news. */
  boolean status(StatefulSet.Status status) {
    boolean news = set.filter(seen -> !seen.status().equals(status)).isPresent();
    set = set.map(seen -> seen.with(status));
    return news;
  }

  Optional<Integer> budget() {
    return budget;
  }

  long budgetVersion() {
    return budgetVersion;
  }

  void allow(int evictions) {
    says("the agent sets the budget to", evictions);
    budget = Optional.of(evictions);
    budgetVersion++;
  }

  Collection<Pod> pods() {
    return pods.values();
  }

  Optional<Pod> pod(int ordinal) {
    return Optional.ofNullable(pods.get(ordinal));
  }

  /** A pod appears; where its volume's node is lost it cannot be scheduled. */
  void create(int ordinal, Template template) {
    var pod = new Pod(ordinal, "pod-" + made++, template, now);
    if (isLost(ordinal)) {
      pod.schedulable(false);
    }
    says("the controller creates", pod);
    referee.created(pod);
    pods.put(ordinal, pod);
  }

  /** The controller deletes it. */
  void takes(Pod pod) {
    says("the controller takes", pod);
    referee.takes(pod);
    delete(pod);
  }

  void delete(Pod pod) {
    pod.delete(now);
    stop(pod.ordinal());
  }

  void stop(int ordinal) {
    servers.at(ordinal).becomes(Server.State.DOWN, now);
  }

  void gone(Pod pod) {
    says(pod, "is gone");
    pods.remove(pod.ordinal());
  }

  boolean isLost(int ordinal) {
    return lostNodes.contains(ordinal);
  }

  void loseNode(int ordinal) {
    lostNodes.add(ordinal);
    stop(ordinal);
  }

  void returnNode(int ordinal) {
    lostNodes.remove(ordinal);
    pod(ordinal).ifPresent(pod -> pod.schedulable(true));
  }

  Optional<Trouble> elsewhere() {
    return elsewhere;
  }

  void isElsewhere(Optional<Trouble> trouble) {
    elsewhere = trouble;
  }

  boolean holdsExpired() {
    return holdsExpired;
  }

  void holdsExpired(boolean held) {
    holdsExpired = held;
  }

  /** For the story of a schedule. */
  void says(Object... words) {
    if (logs) {
      String sentence = Arrays.stream(words).map(String::valueOf).collect(joining(" "));
      log.add(now.toString().substring(11, 19) + " " + sentence);
    }
  }

  List<String> log() {
    return log;
  }

  @Override
  public String toString() {
    return set.map(found -> found.spec() + " " + found.status()).orElse("no set")
        + ", budget "
        + budget.map(String::valueOf).orElse("none")
        + ", "
        + pods.values()
        + ", "
        + servers;
  }
}
