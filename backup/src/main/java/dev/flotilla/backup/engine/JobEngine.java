// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.engine;

import dev.flotilla.backup.encryption.Identities;
import dev.flotilla.backup.encryption.ParsedRecipients;
import dev.flotilla.backup.encryption.Recipients;
import dev.flotilla.backup.encryption.RefusedRecipient;
import dev.flotilla.backup.engine.StreamRestorer.Restored;
import dev.flotilla.backup.manifest.Manifest;
import dev.flotilla.backup.manifest.NotSaved;
import dev.flotilla.backup.manifest.SavedStream;
import dev.flotilla.backup.manifest.StreamName;
import dev.flotilla.backup.manifest.Verification;
import dev.flotilla.backup.manifest.VerifiedLevel;
import dev.flotilla.backup.storage.BackupStorage;
import dev.flotilla.backup.storage.StorageFailure;
import dev.flotilla.nats.connection.NatsConnections;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Carries out a task with what its files name. */
final class JobEngine implements Engine {
  private final InstantSource clock;

  JobEngine(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Result run(Task task, Consumer<Progress> progress) throws InterruptedException {
    TaskFiles files = new TaskFiles(task, clock);
    try (NatsConnections connections = new NatsConnections();
        BackupStorage storage = files.storage()) {
      Workshop workshop =
          new Workshop(
              storage,
              new AccountAccess(connections, task.servers(), files.tls()),
              files.signer(),
              recipients(task),
              clock,
              progress);
      return switch (task.kind()) {
        case BACKUP -> backup(task, workshop, files.identities());
        case RESTORE -> restore(task, workshop, files.identities());
      };
    } catch (TaskFailed failed) {
      return failed.result();
    }
  }

  private static Optional<Recipients> recipients(Task task) throws TaskFailed {
    if (task.kind() == Task.Kind.RESTORE) {
      return Optional.empty();
    }
    return switch (Recipients.parse(task.recipients())) {
      case ParsedRecipients.Accepted(var recipients) -> Optional.of(recipients);
      case ParsedRecipients.Refused(var refused) ->
          throw new TaskFailed(
              ResultCode.RECIPIENT_REFUSED,
              refused.stream().map(JobEngine::sentence).collect(Collectors.joining(" ")));
    };
  }

  private static String sentence(RefusedRecipient refused) {
    return "Recipient '" + refused.text() + "': " + refused.reason().sentence() + ".";
  }

  private Result backup(Task task, Workshop workshop, Optional<Identities> identities)
      throws TaskFailed, InterruptedException {
    Manifest manifest = new BackupRun(task, workshop).run();
    Verified verified = verified(task, workshop, identities, manifest);
    List<Result.Stream> missing = new ArrayList<>(verified.problems());
    manifest.notSaved().forEach(each -> missing.add(note(each)));
    missing.addAll(consumersLeft(manifest));
    List<Result.Stream> changed = changed(manifest);
    List<Result.Stream> notes = Stream.concat(missing.stream(), changed.stream()).toList();
    return new Result(
        missing.isEmpty() ? Result.State.COMPLETE : Result.State.INCOMPLETE,
        missing.isEmpty() ? null : missing.getFirst().code(),
        saved(manifest, missing) + (changed.isEmpty() ? "" : " " + changed(changed.size())),
        manifest.set().id(),
        counts(manifest),
        notes,
        notes.size(),
        verified.proof());
  }

  private static String saved(Manifest manifest, List<Result.Stream> missing) {
    int streams = manifest.streams().size();
    return missing.isEmpty()
        ? "Saved %d of %d streams.".formatted(streams, streams)
        : "Saved %d of %d streams. %s: %s"
            .formatted(
                streams,
                streams + manifest.notSaved().size(),
                missing.getFirst().stream(),
                missing.getFirst().reason());
  }

  private static String changed(int streams) {
    return "%d changed during the backup.".formatted(streams);
  }

  private static List<Result.Stream> consumersLeft(Manifest manifest) {
    return manifest.streams().stream()
        .filter(stream -> !stream.changedDuringBackup() && !stream.notes().isEmpty())
        .map(
            stream ->
                new Result.Stream(
                    place(stream.name()),
                    ResultCode.CONSUMER_NOT_SAVED.name(),
                    String.join(" ", stream.notes())))
        .toList();
  }

  private static List<Result.Stream> changed(Manifest manifest) {
    return manifest.streams().stream()
        .filter(SavedStream::changedDuringBackup)
        .map(
            stream ->
                new Result.Stream(
                    place(stream.name()),
                    ResultCode.CHANGED_DURING_BACKUP.name(),
                    String.join(" ", stream.notes())))
        .toList();
  }

  /**
   * What was proven of a set.
   *
   * @param proof null for nothing
   */
  private record Verified(Result.@Nullable Verified proof, List<Result.Stream> problems) {}

  private Verified verified(
      Task task, Workshop workshop, Optional<Identities> identities, Manifest manifest)
      throws TaskFailed {
    boolean reads = identities.isPresent() && !"written".equals(task.verification());
    List<Result.Stream> problems = new ArrayList<>();
    List<String> sentences = new ArrayList<>();
    if (reads) {
      SetVerification verification =
          new SetVerification(new SetReader(workshop.storage(), identities.orElseThrow()));
      for (SavedStream stream : manifest.streams()) {
        verification
            .problem(stream)
            .ifPresent(
                problem -> {
                  sentences.add(problem);
                  problems.add(
                      new Result.Stream(
                          place(stream.name()), ResultCode.OBJECT_DAMAGED.name(), problem));
                });
      }
    }
    VerifiedLevel level = reads ? VerifiedLevel.DECODED : VerifiedLevel.WRITTEN;
    Verification verification = new Verification(level, clock.instant(), sentences);
    try {
      workshop.store().write(manifest.set(), verification, workshop.signer());
    } catch (StorageFailure failure) {
      throw new TaskFailed(
          ResultCode.STORAGE_FAILED, String.valueOf(failure.getMessage()), failure);
    }
    return new Verified(
        problems.isEmpty()
            ? new Result.Verified(
                level == VerifiedLevel.DECODED ? "decoded" : "written",
                verification.finished().toString())
            : null,
        problems);
  }

  private static Result.Stream note(NotSaved each) {
    return new Result.Stream(place(each.name()), each.code(), each.reason());
  }

  private static String place(StreamName name) {
    return name.accountName() + "/" + name.stream();
  }

  private static Result.Counts counts(Manifest manifest) {
    return new Result.Counts(
        manifest.streams().size(),
        manifest.streams().stream().mapToLong(each -> each.messages().count()).sum(),
        manifest.objects().stream().mapToLong(each -> each.size()).sum());
  }

  private static Result restore(Task task, Workshop workshop, Optional<Identities> identities)
      throws TaskFailed, InterruptedException {
    SetReader reader =
        new SetReader(
            workshop.storage(),
            identities.orElseThrow(
                () ->
                    new TaskFailed(
                        ResultCode.IDENTITY_UNUSABLE, "A restore needs an age identity.")));
    RestoreRun.Ended ended = new RestoreRun(task, workshop, reader).run();
    int restored = ended.restored().size();
    Result.Counts counts =
        new Result.Counts(
            restored,
            ended.restored().stream().mapToLong(Restored::messages).sum(),
            ended.restored().stream().mapToLong(Restored::bytes).sum());
    if (task.dryRun()) {
      Result.State state = refused(ended) == 0 ? Result.State.COMPLETE : Result.State.INCOMPLETE;
      return result(ended, state, null, planned(ended), counts);
    }
    if (restored == ended.planned()) {
      return result(
          ended,
          Result.State.COMPLETE,
          null,
          "Restored %d of %d streams.".formatted(restored, restored),
          counts);
    }
    Result.Stream first = ended.notes().getFirst();
    return result(
        ended,
        restored == 0 ? Result.State.FAILED : Result.State.INCOMPLETE,
        first.code(),
        "Restored %d of %d streams. %s: %s"
            .formatted(restored, ended.planned(), first.stream(), first.reason()),
        counts);
  }

  private static long refused(RestoreRun.Ended ended) {
    return ended.notes().stream()
        .filter(note -> !note.code().equals(ResultCode.RESTORE_WARNING.name()))
        .count();
  }

  private static String planned(RestoreRun.Ended ended) {
    return "Dry run: %d of %d streams would be restored from set %s. Nothing was changed."
        .formatted(ended.planned() - refused(ended), ended.planned(), ended.set());
  }

  private static Result result(
      RestoreRun.Ended ended,
      Result.State state,
      @Nullable String code,
      String message,
      Result.Counts counts) {
    return new Result(
        state, code, message, ended.set(), counts, ended.notes(), ended.notes().size(), null);
  }
}
