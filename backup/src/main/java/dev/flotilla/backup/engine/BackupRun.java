// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.backup.engine.Inventory.Found;
import dev.flotilla.backup.manifest.CataloguedSet;
import dev.flotilla.backup.manifest.Manifest;
import dev.flotilla.backup.manifest.NotSaved;
import dev.flotilla.backup.manifest.SavedObject;
import dev.flotilla.backup.manifest.SavedStream;
import dev.flotilla.backup.manifest.SetId;
import dev.flotilla.backup.manifest.SetKind;
import dev.flotilla.backup.manifest.SetLayout;
import dev.flotilla.backup.manifest.SetName;
import dev.flotilla.backup.manifest.StreamName;
import dev.flotilla.backup.snapshot.SnapshotOptions;
import dev.flotilla.backup.storage.StorageFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Makes a set: streams in parallel, then the document, then the manifest. Begun again after a crash
 * it continues the same set, and reads no stream twice.
 */
final class BackupRun {
  private static final int ATTEMPTS = 3;
  private static final int MEMORY = 64 << 20;
  private static final Duration STALE = Duration.ofHours(1);

  private final Task task;
  private final Workshop workshop;
  private final SetName set;

  BackupRun(Task task, Workshop workshop) {
    this.task = task;
    this.workshop = workshop;
    Task.Origin origin = task.origin();
    this.set = new SetName(origin.member(), origin.namespace(), origin.cluster(), task.set());
  }

  /** The manifest of the set, which is in the store. */
  Manifest run() throws TaskFailed, InterruptedException {
    try {
      Optional<Manifest> written = workshop.manifest(set);
      return written.isPresent() ? written.get() : make();
    } catch (StorageFailure failure) {
      throw new TaskFailed(
          ResultCode.STORAGE_FAILED, String.valueOf(failure.getMessage()), failure);
    }
  }

  private Manifest make() throws TaskFailed, StorageFailure, InterruptedException {
    workshop.storage().check();
    workshop.storage().discardUnfinished(new SetLayout(set).prefix(), STALE);
    Instant started = SetId.start(set.id()).orElseThrow();
    ServerVersions versions = ServerVersions.of(workshop.access(), task.accounts());
    Optional<Manifest> base = base();
    Inventory inventory =
        Inventory.of(
            task.accounts(), workshop.access(), Selection.of(task.include(), task.exclude()));
    Map<StreamName, SavedStream> finished =
        workshop.store().finishedStreams(set).stream()
            .collect(Collectors.toMap(SavedStream::name, Function.identity()));
    Meter meter = workshop.meter(started, inventory.streams().size(), inventory.bytes());
    Savers savers = savers(versions, meter, base);
    List<Outcome> outcomes =
        new Workers(task.parallel())
            .map(
                inventory.streams(),
                found -> () -> saved(found, finished(found, finished, savers), savers));
    return finish(started, versions, base, inventory, outcomes);
  }

  private Manifest finish(
      Instant started,
      ServerVersions versions,
      Optional<Manifest> base,
      Inventory inventory,
      List<Outcome> outcomes)
      throws TaskFailed, StorageFailure, InterruptedException {
    List<SavedStream> streams = new ArrayList<>();
    List<NotSaved> notSaved = new ArrayList<>(inventory.notSaved());
    for (Outcome outcome : outcomes) {
      switch (outcome) {
        case Outcome.Saved(var stream) -> streams.add(stream);
        case Outcome.Left(var left) -> notSaved.add(left);
        case Outcome.StoreFailed(var failure) -> throw failure;
      }
    }
    Manifest manifest =
        new Manifest(
            Manifest.VERSION,
            set,
            task.origin().clusterUid(),
            started,
            workshop.clock().instant(),
            base.isPresent() ? SetKind.INCREMENTAL : SetKind.FULL,
            base.map(it -> it.set().id()).orElse(null),
            task.recipients(),
            streams,
            notSaved,
            document(),
            List.of(),
            versions.distinct(),
            "");
    workshop.store().write(manifest, workshop.signer());
    return manifest.summed();
  }

  /** What became of a stream. */
  private sealed interface Outcome {
    record Saved(SavedStream stream) implements Outcome {}

    record Left(NotSaved reason) implements Outcome {}

    /** It ends the whole run: the set can be continued. */
    record StoreFailed(StorageFailure failure) implements Outcome {}
  }

  /**
   * What saves streams.
   *
   * @param base streams of the set on which this one builds
   * @param baseSet its id; empty without one
   */
  private record Savers(
      StreamSaver whole,
      IncrementSaver increment,
      Map<StreamName, SavedStream> base,
      String baseSet,
      Meter meter) {}

  private Savers savers(ServerVersions versions, Meter meter, Optional<Manifest> base) {
    int memory = Math.min(SnapshotOptions.DEFAULT.windowBytes(), MEMORY / task.parallel());
    return new Savers(
        new StreamSaver(
            workshop.access(),
            versions,
            workshop.writer(),
            SnapshotOptions.DEFAULT.holding(memory),
            meter),
        new IncrementSaver(workshop.access(), versions, workshop.writer(), meter),
        base.map(Manifest::streams).orElseGet(List::of).stream()
            .collect(Collectors.toMap(SavedStream::name, Function.identity())),
        base.map(it -> it.set().id()).orElse(""),
        meter);
  }

  /** What an earlier attempt has saved, unless the stream or what it builds on is another now. */
  private static Optional<SavedStream> finished(
      Found found, Map<StreamName, SavedStream> finished, Savers savers) {
    return Optional.ofNullable(finished.get(found.name()))
        .filter(stream -> stream.created().equals(StreamSaver.created(found.info())))
        .filter(stream -> stream.base() == null || stream.base().equals(savers.baseSet()));
  }

  private Outcome saved(Found found, Optional<SavedStream> finished, Savers savers)
      throws InterruptedException {
    try {
      if (finished.isPresent()) {
        savers.meter().add(found.bytes());
        return new Outcome.Saved(finished.get());
      }
      savers.meter().now("saving " + found.name());
      return attempts(found, savers);
    } catch (StorageFailure failure) {
      return new Outcome.StoreFailed(failure);
    } finally {
      savers.meter().done();
    }
  }

  private Outcome attempts(Found found, Savers savers) throws StorageFailure, InterruptedException {
    if (savers.whole().isOutOfReach(found)) {
      return left(
          found,
          ResultCode.STREAM_IN_MEMORY,
          "It is in memory, and servers before 2.15 make no snapshots of such streams.");
    }
    Outcome outcome = attempt(found, savers);
    for (int attempt = 1; attempt < ATTEMPTS && outcome instanceof Outcome.Left; attempt++) {
      outcome = attempt(found, savers);
    }
    return outcome;
  }

  private Outcome attempt(Found found, Savers savers) throws StorageFailure, InterruptedException {
    try {
      SavedStream stream = save(found, savers);
      workshop.store().write(set, stream, workshop.signer());
      return new Outcome.Saved(stream);
    } catch (StorageFailure failure) {
      throw failure;
    } catch (StreamFailed failed) {
      return left(found, failed.code(), String.valueOf(failed.getMessage()));
    } catch (IOException problem) {
      return left(found, ResultCode.SNAPSHOT_FAILED, String.valueOf(problem.getMessage()));
    }
  }

  private SavedStream save(Found found, Savers savers) throws IOException, InterruptedException {
    String key = workshop.store().freeKey(set, found.name());
    SavedStream base = savers.base().get(found.name());
    return base != null
            && savers.increment().obstacle(found, base).isEmpty()
            && workshop.storage().size(base.object().key()).orElse(-1) == base.object().size()
        ? savers.increment().save(found, base, savers.baseSet(), key)
        : savers.whole().save(found, key);
  }

  private static Outcome left(Found found, ResultCode code, String reason) {
    return new Outcome.Left(new NotSaved(found.name(), null, code.name(), reason));
  }

  /** The set on which this one builds. */
  private Optional<Manifest> base() throws TaskFailed, StorageFailure {
    if (task.base() == null) {
      return Optional.empty();
    }
    List<CataloguedSet> sets =
        workshop.catalogue().ofCluster(set.member(), set.namespace(), set.cluster());
    Optional<CataloguedSet.Complete> chosen =
        sets.stream()
            .filter(CataloguedSet.Complete.class::isInstance)
            .map(CataloguedSet.Complete.class::cast)
            .filter(it -> it.trusted() && it.verification().isPresent())
            .filter(it -> it.summary().clusterUid().equals(task.origin().clusterUid()))
            .filter(it -> task.base().equals("latest") || it.name().id().equals(task.base()))
            .findFirst();
    if (chosen.isEmpty()) {
      if (task.base().equals("latest")) {
        return Optional.empty();
      }
      throw new TaskFailed(
          ResultCode.SET_NOT_FOUND,
          "There is no finished set " + task.base() + " of this NatsCluster to build on.");
    }
    return workshop.manifest(chosen.get().name());
  }

  /** One that an earlier attempt has written is the same, and stays. */
  private SavedObject document() throws TaskFailed, StorageFailure, InterruptedException {
    JsonNode document = task.document();
    if (document == null) {
      throw new TaskFailed(ResultCode.TASK_UNUSABLE, "The task has no document.");
    }
    String key = new SetLayout(set).document();
    Optional<SavedObject> written = workshop.stored(key);
    return written.isPresent()
        ? written.get()
        : workshop.write(key, document.toString().getBytes(StandardCharsets.UTF_8));
  }
}
