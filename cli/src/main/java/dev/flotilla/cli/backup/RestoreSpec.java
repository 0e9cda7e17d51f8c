// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.backup;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.cli.Failure;
import dev.flotilla.protocol.api.BackupView;
import dev.flotilla.protocol.api.NatsClusterView;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which set is restored, and what of it, where to. */
final class RestoreSpec {
  private static final String STORAGE = "storage";
  private static final String IDENTITY = "identitySecret";

  @Option(
      names = "--backup",
      paramLabel = "BACKUP",
      description = "Restore the set of this backup, as in 'backup list'")
  private @Nullable String backup;

  @Option(
      names = "--set",
      paramLabel = "SET",
      description = "Restore this set, or the 'latest' one, from the storage that is given")
  private @Nullable String set;

  @Option(
      names = "--source",
      paramLabel = "ADDRESS",
      description = "With --set: member/namespace/name whose set it is; default: the same one")
  private @Nullable String source;

  @Mixin private StorageOptions storage = new StorageOptions();
  @Mixin private JobOptions job = new JobOptions();

  @Option(
      names = "--rename",
      paramLabel = "FROM=TO",
      description = "Restore ACCOUNT/STREAM as another ACCOUNT/STREAM; repeatable")
  private List<String> rename = new ArrayList<>();

  @Option(
      names = "--replicas",
      paramLabel = "N",
      description = "Replicas of the restored streams; default: those of the set")
  private @Nullable Integer replicas;

  @Option(
      names = "--replace",
      paramLabel = "ACCOUNT/STREAM",
      description = "Delete this existing stream, with its data, and restore it; repeatable")
  private List<String> replace = new ArrayList<>();

  @Option(
      names = "--dry-run",
      description = "Report what would be restored, without changing anything")
  private boolean dryRun;

  /** Existing streams that are deleted; none in a dry run. */
  List<String> deleted() {
    return dryRun ? List.of() : replace;
  }

  /** The document for a NatsCluster. */
  ObjectNode document(NatsClusterView cluster, String name, KnownBackups known, PrintStream notes) {
    ObjectNode spec = JsonNodeFactory.instance.objectNode().put("cluster", cluster.name());
    if (backup != null && set == null && source == null) {
      BackupView from = known.find(backup);
      ofBackup(spec, cluster, from, known);
      notes.println("Restoring set " + spec.path("set").asText() + " of " + from.address());
      note(spec, cluster, from, notes);
    } else if (set != null && backup == null) {
      ofSet(spec, set);
    } else {
      throw Failure.invalid(
          source != null && set == null
              ? "--source needs --set; a backup has its own source"
              : backup == null ? "No set given" : "--backup and --set are mutually exclusive",
          "Pass --backup BACKUP, as in 'flotilla backup list', or --set SET with --volume-claim or --s3.");
    }
    job.addTo(spec);
    if (!spec.has(IDENTITY)) {
      throw Failure.invalid(
          "No identity given to decrypt the set",
          "Pass --identity-secret NAME[:KEY], a Secret with the age identity in namespace "
              + cluster.namespace()
              + ".");
    }
    changes(spec);
    return JobKind.RESTORE.document(cluster, job.name().orElse(name), spec);
  }

  private void ofBackup(
      ObjectNode spec, NatsClusterView cluster, BackupView from, KnownBackups known) {
    String id = from.report() == null ? null : from.report().facts().set();
    if (id == null) {
      throw Failure.invalid(
          "%s has no set; its state is %s".formatted(from.address(), from.state()),
          "Wait for its end, or use another one of 'flotilla backup list'.");
    }
    spec.put("set", id);
    if (!from.member().equals(cluster.member())
        || !from.namespace().equals(cluster.namespace())
        || !from.cluster().equals(cluster.name())) {
      source(spec, from.member(), from.namespace(), from.cluster());
    }
    Optional<KnownBackups.Example> example = known.spec(from);
    Optional<ObjectNode> store = storage.storage();
    if (store.isEmpty() && example.isEmpty()) {
      throw Failure.invalid(
          from.address() + " is managed in its member, so the hub does not know its storage",
          "Pass --volume-claim or --s3.");
    }
    store.ifPresent(it -> spec.set(STORAGE, it));
    example.ifPresent(
        it -> {
          if (store.isEmpty()) {
            spec.set(STORAGE, it.spec().path(STORAGE));
          }
          if (it.spec().has(IDENTITY)) {
            spec.set(IDENTITY, it.spec().path(IDENTITY));
          }
        });
  }

  /** A claim is of one namespace: another one of that name may hold no set. */
  private void note(ObjectNode spec, NatsClusterView cluster, BackupView from, PrintStream notes) {
    String here = cluster.member() + "/" + cluster.namespace();
    String there = from.member() + "/" + from.namespace();
    String claim = spec.path(STORAGE).path("volumeClaim").path("claimName").asText();
    if (storage.storage().isEmpty() && !claim.isEmpty() && !here.equals(there)) {
      notes.println(
          "The set was written to volume claim %s of %s; claim %s of %s must hold it as well"
              .formatted(claim, there, claim, here));
    }
  }

  private void ofSet(ObjectNode spec, String id) {
    spec.put("set", id);
    if (source != null) {
      String[] parts = source.split("/", -1);
      if (parts.length != 3) {
        throw Failure.invalid(
            "'" + source + "' is not member/namespace/name", "Pass the whole address.");
      }
      source(spec, parts[0], parts[1], parts[2]);
    }
    spec.set(
        STORAGE,
        storage
            .storage()
            .orElseThrow(
                () ->
                    Failure.invalid(
                        "No storage given for set " + id, "Pass --volume-claim or --s3.")));
  }

  private static void source(ObjectNode spec, String member, String namespace, String cluster) {
    spec.putObject("source")
        .put("member", member)
        .put("namespace", namespace)
        .put("cluster", cluster);
  }

  private static void rename(ObjectNode spec, String text) {
    String[] parts = text.split("=", 2);
    if (parts.length != 2) {
      throw Failure.invalid(
          "--rename " + text + " has no new name", "Pass FROM=TO, each as ACCOUNT/STREAM.");
    }
    spec.withArray("rename").addObject().put("from", parts[0]).put("to", parts[1]);
  }

  private void changes(ObjectNode spec) {
    rename.forEach(text -> rename(spec, text));
    if (replicas != null) {
      spec.put("replicas", replicas);
    }
    JobOptions.add(spec, "replace", replace);
    if (dryRun) {
      spec.put("dryRun", true);
    }
  }
}
