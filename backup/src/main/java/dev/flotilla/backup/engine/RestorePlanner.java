// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.backup.archive.ArchiveFormat;
import dev.flotilla.backup.engine.RestorePlan.Refusal;
import dev.flotilla.backup.manifest.Manifest;
import dev.flotilla.backup.manifest.SavedConsumer;
import dev.flotilla.backup.manifest.SavedMessages;
import dev.flotilla.backup.manifest.SavedStream;
import dev.flotilla.backup.manifest.StreamName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Decides what is restored and what is refused, from the manifests and what the servers have. Pure.
 *
 * @param sets the set to restore, and those that it builds on, by id
 * @param existing what the servers have, as {@code STREAM.LIST} has it, by account and stream
 */
record RestorePlanner(
    Task task,
    ServerVersions versions,
    Map<String, Manifest> sets,
    Existing existing,
    Instant now) {

  /** The streams of the accounts into which is restored. */
  interface Existing {
    /** What a stream is configured as; empty when there is none. */
    Optional<JsonNode> config(StreamName stream);
  }

  /** For each selected stream of the set. */
  List<RestorePlan> plan(Manifest manifest) {
    Selection selection = Selection.of(task.include(), task.exclude());
    List<RestorePlan> plans =
        manifest.streams().stream()
            .filter(stream -> selection.selects(stream.name()))
            .map(this::plan)
            .toList();
    return plans.stream().map(plan -> alone(plan, plans)).toList();
  }

  /** Of two streams with one target, each would delete what the other has restored. */
  private static RestorePlan alone(RestorePlan plan, List<RestorePlan> all) {
    boolean shared = all.stream().filter(other -> other.target().equals(plan.target())).count() > 1;
    return shared
        ? plan.refused(
            new Refusal(
                ResultCode.TARGET_SHARED,
                "Several streams of the set would be restored as " + plan.target() + "."))
        : plan;
  }

  private RestorePlan plan(SavedStream stream) {
    String place = place(stream.name());
    int slash = place.indexOf('/');
    String accountName = place.substring(0, slash);
    Optional<Task.Account> account =
        task.accounts().stream().filter(it -> it.name().equals(accountName)).findFirst();
    Task.Account known = account.orElseGet(() -> new Task.Account(accountName, null, null, false));
    StreamName target = Inventory.name(known, place.substring(slash + 1));
    Optional<JsonNode> present = existing.config(target);
    RestoreMark mark = RestoreMark.of(task.resource());
    boolean finished = present.filter(config -> mark.isFinished(config, stream)).isPresent();
    boolean replaces = present.isPresent() && !finished && task.replace().contains(place);
    Deque<SavedStream> chain = new ArrayDeque<>();
    Optional<Refusal> broken = follow(stream, chain);
    return new RestorePlan(
        List.copyOf(chain),
        target,
        known,
        replaces,
        finished,
        broken
            .or(() -> unreachable(known))
            .or(() -> taken(target, present, replaces || finished))
            .or(() -> unsuitable(stream, target)),
        warnings(stream));
  }

  private String place(StreamName name) {
    String place = name.accountName() + "/" + name.stream();
    return task.rename().stream()
        .filter(rename -> rename.from().equals(place))
        .map(Task.Rename::to)
        .findFirst()
        .orElse(place);
  }

  /** Collects the archives of a stream, back to its whole one. */
  private Optional<Refusal> follow(SavedStream stream, Deque<SavedStream> chain) {
    SavedStream next = stream;
    while (true) {
      chain.addFirst(next);
      String base = next.base();
      if (base == null) {
        return Optional.empty();
      }
      StreamName name = next.name();
      Optional<SavedStream> earlier =
          Optional.ofNullable(sets.get(base)).map(Manifest::streams).orElseGet(List::of).stream()
              .filter(it -> it.name().equals(name))
              .findFirst();
      if (earlier.isEmpty()) {
        return Optional.of(
            new Refusal(
                ResultCode.SET_NOT_FOUND,
                "It builds on set " + base + ", which does not have this stream or is gone."));
      }
      next = earlier.get();
    }
  }

  private static Optional<Refusal> unreachable(Task.Account account) {
    return AccountAccess.isOpen(account)
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                ResultCode.ACCOUNT_WITHOUT_USER,
                "Flotilla has no user in account " + account.name() + "."));
  }

  /** What an earlier attempt of this restore has left is no one's. */
  private Optional<Refusal> taken(StreamName target, Optional<JsonNode> present, boolean may) {
    if (may || present.filter(RestoreMark.of(task.resource())::isUnfinished).isPresent()) {
      return Optional.empty();
    }
    if (present.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Refusal(
            ResultCode.STREAM_EXISTS,
            "There is a stream "
                + target
                + ". Restore it under another name, or name it in spec.replace (--replace)."));
  }

  private Optional<Refusal> unsuitable(SavedStream stream, StreamName target) {
    boolean records =
        stream.archive().format().equals(ArchiveFormat.RECORDS.name().toLowerCase(Locale.ROOT));
    if (records && !versions.allHaveRecords()) {
      return Optional.of(
          new Refusal(
              ResultCode.FORMAT_TOO_NEW,
              "It was saved by nats-server "
                  + stream.leaderVersion()
                  + ", and servers before 2.15 do not read that; these run "
                  + String.join(", ", versions.distinct())
                  + "."));
    }
    if (!stream.name().stream().equals(target.stream()) && !records) {
      return Optional.of(
          new Refusal(
              ResultCode.RENAME_UNSUPPORTED,
              "It was saved by nats-server "
                  + stream.leaderVersion()
                  + ", whose archives are restored under their own name only."));
    }
    int replicas =
        Objects.requireNonNullElse(task.replicas(), stream.config().path("num_replicas").asInt(1));
    return replicas > task.serverCount()
        ? Optional.of(
            new Refusal(
                ResultCode.REPLICAS_TOO_MANY,
                "It has %d replicas, and there are %d servers; set replicas."
                    .formatted(replicas, task.serverCount())))
        : Optional.empty();
  }

  private List<String> warnings(SavedStream stream) {
    List<String> warnings = new ArrayList<>();
    JsonNode config = stream.config();
    SavedMessages messages = stream.messages();
    long maxAge = config.path("max_age").asLong();
    Instant last = messages.lastTime();
    if (maxAge > 0 && last != null && last.plus(Duration.ofNanos(maxAge)).isBefore(now)) {
      warnings.add("All of its messages are older than its max_age and expire at once.");
    }
    if (config.path("allow_msg_schedules").asBoolean()) {
      warnings.add("Schedules that are due meanwhile fire at once.");
    }
    if (config.path("sealed").asBoolean()) {
      warnings.add("It is sealed again afterwards.");
    }
    long behind = stream.consumers().stream().filter(RestorePlanner::goesBack).count();
    if (behind > 0) {
      warnings.add(
          "Consumers that go back to their acknowledgement floor, so that messages which were delivered"
              + " and not acknowledged are delivered again: "
              + behind
              + ".");
    }
    long apart = stream.consumers().stream().filter(each -> !each.inArchive()).count();
    if (apart > 0) {
      warnings.add("Consumers that are recreated at their acknowledgement floor: " + apart + ".");
    }
    if (stream.changedDuringBackup()) {
      warnings.add("It was changed while it was saved.");
    }
    return warnings;
  }

  private static boolean goesBack(SavedConsumer consumer) {
    JsonNode state = consumer.state();
    return state != null
        && state.path("delivered").path("stream_seq").asLong()
            > state.path("ack_floor").path("stream_seq").asLong();
  }

  /** By id. */
  static Map<String, Manifest> byId(List<Manifest> manifests) {
    return manifests.stream().collect(Collectors.toMap(it -> it.set().id(), Function.identity()));
  }
}
