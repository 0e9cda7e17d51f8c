// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.backup.engine.RestorePlan.Refusal;
import dev.flotilla.backup.engine.StreamRestorer.Restored;
import dev.flotilla.backup.manifest.CataloguedSet;
import dev.flotilla.backup.manifest.Manifest;
import dev.flotilla.backup.manifest.NotSaved;
import dev.flotilla.backup.manifest.SetName;
import dev.flotilla.backup.manifest.StreamName;
import dev.flotilla.backup.snapshot.JetStreamApi;
import dev.flotilla.backup.snapshot.ListedStreams;
import dev.flotilla.backup.storage.StorageFailure;
import io.nats.client.Connection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Restores streams of a set in parallel, each as a transaction of its own. */
final class RestoreRun {
  private static final String LATEST = "latest";

  private final Task task;
  private final Workshop workshop;
  private final SetReader reader;

  RestoreRun(Task task, Workshop workshop, SetReader reader) {
    this.task = task;
    this.workshop = workshop;
    this.reader = reader;
  }

  /**
   * What became of the streams.
   *
   * @param restored in the order of the plan, of those that were
   */
  record Ended(String set, List<Result.Stream> notes, List<Restored> restored, int planned) {}

  Ended run() throws TaskFailed, InterruptedException {
    try {
      return restore();
    } catch (StorageFailure failure) {
      throw new TaskFailed(
          ResultCode.STORAGE_FAILED, String.valueOf(failure.getMessage()), failure);
    }
  }

  private Ended restore() throws TaskFailed, StorageFailure, InterruptedException {
    workshop.storage().check();
    Manifest manifest = chosen();
    ServerVersions versions = ServerVersions.of(workshop.access(), task.accounts());
    Map<StreamName, JsonNode> existing = existing();
    List<RestorePlan> plans =
        new RestorePlanner(
                task,
                versions,
                RestorePlanner.byId(chain(manifest)),
                name -> Optional.ofNullable(existing.get(name)),
                workshop.clock().instant())
            .plan(manifest);
    String set = manifest.set().id();
    if (plans.isEmpty()) {
      throw new TaskFailed(
          ResultCode.NOTHING_SELECTED, "Set " + set + " has no stream that is selected.");
    }
    List<Result.Stream> missing = missing(manifest);
    if (task.dryRun()) {
      List<Result.Stream> notes = new ArrayList<>(missing);
      plans.forEach(plan -> notes.addAll(notes(plan)));
      return new Ended(set, notes, List.of(), plans.size() + missing.size());
    }
    verifyBeforeReplacing(plans);
    Meter meter =
        workshop.meter(
            workshop.clock().instant(),
            plans.size(),
            plans.stream().mapToLong(RestorePlan::bytes).sum());
    StreamRestorer restorer = new StreamRestorer(task, workshop, reader, versions, meter);
    Workers workers = new Workers(task.parallel());
    List<Outcome> outcomes = workers.map(plans, plan -> () -> outcome(plan, restorer, meter));
    List<RestorePlan> there =
        IntStream.range(0, plans.size())
            .filter(index -> outcomes.get(index).restored().isPresent())
            .mapToObj(plans::get)
            .toList();
    workers.map(there, plan -> () -> settled(plan, restorer)).forEach(missing::addAll);
    return ended(set, missing, plans, outcomes);
  }

  /** What became of a stream: a refusal, or what it has. */
  private record Outcome(Optional<Refusal> refusal, Optional<Restored> restored) {}

  private static Outcome outcome(RestorePlan plan, StreamRestorer restorer, Meter meter)
      throws InterruptedException {
    if (plan.refusal().isPresent()) {
      return new Outcome(plan.refusal(), Optional.empty());
    }
    meter.now("restoring " + plan.target());
    try {
      return new Outcome(Optional.empty(), Optional.of(restorer.restore(plan)));
    } catch (StreamFailed failed) {
      return refused(failed.code(), failed);
    } catch (StorageFailure failed) {
      return refused(ResultCode.STORAGE_FAILED, failed);
    } catch (IOException failed) {
      return refused(ResultCode.STREAM_NOT_RESTORED, failed);
    } catch (RuntimeException bug) {
      return refused(ResultCode.STREAM_NOT_RESTORED, new IOException(bug.toString(), bug));
    } finally {
      meter.done();
    }
  }

  private static List<Result.Stream> settled(RestorePlan plan, StreamRestorer restorer)
      throws InterruptedException {
    try {
      restorer.settle(plan);
      return List.of();
    } catch (IOException failed) {
      return List.of(
          new Result.Stream(
              place(plan.target()),
              ResultCode.RESTORE_WARNING.name(),
              "It is restored, and a mark of that stays in its metadata: " + failed.getMessage()));
    }
  }

  private static Outcome refused(ResultCode code, IOException failed) {
    return new Outcome(
        Optional.of(new Refusal(code, String.valueOf(failed.getMessage()))), Optional.empty());
  }

  /** What is selected and not in the set. */
  private List<Result.Stream> missing(Manifest manifest) {
    Selection selection = Selection.of(task.include(), task.exclude());
    List<Result.Stream> missing = new ArrayList<>();
    for (NotSaved each : manifest.notSaved()) {
      if (each.consumer() == null && selection.selects(each.name())) {
        missing.add(new Result.Stream(place(each.name()), each.code(), each.reason()));
      }
    }
    List<StreamName> known = new ArrayList<>();
    manifest.streams().forEach(each -> known.add(each.name()));
    manifest.notSaved().forEach(each -> known.add(each.name()));
    for (String pattern : selection.idle(known)) {
      missing.add(
          new Result.Stream(
              pattern, ResultCode.NOTHING_SELECTED.name(), "No stream of the set matches it."));
    }
    return missing;
  }

  private static Ended ended(
      String set, List<Result.Stream> missing, List<RestorePlan> plans, List<Outcome> outcomes) {
    List<Result.Stream> notes = new ArrayList<>(missing);
    List<Restored> restored = new ArrayList<>();
    for (int index = 0; index < plans.size(); index++) {
      RestorePlan plan = plans.get(index);
      outcomes.get(index).refusal().ifPresent(it -> notes.add(note(plan, it)));
      outcomes.get(index).restored().ifPresent(restored::add);
    }
    return new Ended(set, notes, restored, plans.size() + missing.size());
  }

  private static List<Result.Stream> notes(RestorePlan plan) {
    List<Result.Stream> notes = new ArrayList<>();
    plan.refusal().ifPresent(it -> notes.add(note(plan, it)));
    plan.warnings()
        .forEach(
            it ->
                notes.add(
                    new Result.Stream(
                        place(plan.target()), ResultCode.RESTORE_WARNING.name(), it)));
    return notes;
  }

  private static Result.Stream note(RestorePlan plan, Refusal refusal) {
    return new Result.Stream(place(plan.target()), refusal.code().name(), refusal.reason());
  }

  private static String place(StreamName name) {
    return name.accountName() + "/" + name.stream();
  }

  /** What is deleted first must have something sound to be replaced by. */
  private void verifyBeforeReplacing(List<RestorePlan> plans)
      throws TaskFailed, InterruptedException {
    SetVerification verification = new SetVerification(reader);
    for (RestorePlan plan : plans) {
      if (plan.replaces() && plan.refusal().isEmpty()) {
        for (var part : plan.chain()) {
          Optional<String> problem = verification.problem(part);
          if (problem.isPresent()) {
            throw new TaskFailed(
                ResultCode.OBJECT_DAMAGED,
                "Nothing was restored, since "
                    + plan.target()
                    + " was to be replaced and cannot be: "
                    + problem.get());
          }
        }
      }
    }
  }

  private Manifest chosen() throws TaskFailed, StorageFailure {
    List<CataloguedSet> sets = sets();
    for (CataloguedSet set : sets) {
      boolean wanted =
          task.set().equals(LATEST)
              ? set instanceof CataloguedSet.Complete
              : set.name().id().equals(task.set());
      if (wanted) {
        return workshop
            .manifest(set.name())
            .orElseThrow(
                () ->
                    new TaskFailed(
                        ResultCode.SET_NOT_FOUND, "Set " + set.name() + " is not finished."));
      }
    }
    throw new TaskFailed(
        ResultCode.SET_NOT_FOUND,
        task.set().equals(LATEST)
            ? "The store has no finished set of " + prefix() + "."
            : "The store has no set " + task.set() + " of " + prefix() + ".");
  }

  /** The set, and those that it builds on, as far as they are there. */
  private List<Manifest> chain(Manifest last) throws TaskFailed, StorageFailure {
    List<Manifest> chain = new ArrayList<>(List.of(last));
    Optional<Manifest> next = Optional.of(last);
    while (next.isPresent() && next.get().base() != null) {
      SetName base = next.get().set().sibling(next.get().base());
      next = workshop.manifest(base);
      next.ifPresent(chain::add);
    }
    return chain;
  }

  private List<CataloguedSet> sets() throws StorageFailure {
    Task.Source source = source();
    return workshop.catalogue().ofCluster(source.member(), source.namespace(), source.cluster());
  }

  private Task.Source source() {
    Task.Origin origin = task.origin();
    return task.source() == null
        ? new Task.Source(origin.member(), origin.namespace(), origin.cluster())
        : task.source();
  }

  private String prefix() {
    Task.Source source = source();
    return String.join("/", source.member(), source.namespace(), source.cluster());
  }

  private Map<StreamName, JsonNode> existing() throws TaskFailed, InterruptedException {
    Map<StreamName, JsonNode> existing = new HashMap<>();
    for (Task.Account account : task.accounts()) {
      if (AccountAccess.isOpen(account)) {
        try (Connection connection = workshop.access().connect(account)) {
          ListedStreams listed = ListedStreams.of(AccountAccess.api(connection));
          listed
              .infos()
              .forEach(
                  info -> {
                    JsonNode config = info.path("config");
                    existing.put(Inventory.name(account, config.path("name").asText()), config);
                  });
          listed
              .silent()
              .keySet()
              .forEach(name -> existing.put(Inventory.name(account, name), JetStreamApi.object()));
        } catch (IOException problem) {
          throw new TaskFailed(
              ResultCode.ACCOUNT_UNREACHABLE,
              "Account " + account.name() + " cannot be reached: " + problem.getMessage(),
              problem);
        }
      }
    }
    return existing;
  }
}
