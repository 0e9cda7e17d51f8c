// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.backup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.cli.Failure;
import dev.flotilla.cli.manifest.SingleDocument;
import dev.flotilla.protocol.api.NatsClusterView;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a backup saves, and where to: a file, or options. */
final class BackupSpec {
  private static final String STORAGE = "storage";
  private static final String RECIPIENTS = "recipients";
  private static final String IDENTITY = "identitySecret";

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "A NatsBackup as YAML or JSON instead of options; '-' reads stdin")
  private @Nullable String file;

  @Mixin private StorageOptions storage = new StorageOptions();

  @Option(
      names = "--recipient",
      paramLabel = "AGE1…",
      description = "Encrypt the set to this age recipient; repeatable")
  private List<String> recipients = new ArrayList<>();

  @Mixin private JobOptions job = new JobOptions();

  @Option(
      names = "--base",
      paramLabel = "SET",
      description = "Save only what was stored since that set, or since the 'latest' one")
  private @Nullable String base;

  @Option(
      names = "--verify",
      paramLabel = "LEVEL",
      description = "written or decoded; default: written")
  private @Nullable String verification;

  /** The document for a NatsCluster. */
  ObjectNode document(NatsClusterView cluster, String name, KnownBackups known, PrintStream notes) {
    ObjectNode given = given();
    if (file != null) {
      if (!given.isEmpty()) {
        throw Failure.invalid(
            "-f and options that describe the backup exclude each other",
            "Change the file, or omit it.");
      }
      return fromFile(file, cluster, name);
    }
    ObjectNode spec = JsonNodeFactory.instance.objectNode().put("cluster", cluster.name());
    spec.setAll(given);
    complete(spec, cluster, known, notes);
    return JobKind.BACKUP.document(cluster, job.name().orElse(name), spec);
  }

  private ObjectNode given() {
    ObjectNode spec = JsonNodeFactory.instance.objectNode();
    storage.storage().ifPresent(store -> spec.set(STORAGE, store));
    JobOptions.add(spec, RECIPIENTS, recipients);
    job.addTo(spec);
    if (base != null) {
      spec.put("base", base);
    }
    if (verification != null) {
      spec.put("verification", verification);
    }
    return spec;
  }

  /** Fills in what the file leaves to the command line. */
  private ObjectNode fromFile(String from, NatsClusterView cluster, String name) {
    ObjectNode document = SingleDocument.read(from, JobKind.BACKUP.kind());
    ObjectNode metadata = document.withObject("/metadata");
    job.name().ifPresent(wanted -> metadata.put("name", wanted));
    if (!metadata.has("name")) {
      metadata.put("name", name);
    }
    ObjectNode spec = document.withObject("/spec");
    if (!spec.has("cluster")) {
      spec.put("cluster", cluster.name());
    }
    String named = spec.path("cluster").asText();
    if (!named.equals(cluster.name())) {
      throw Failure.invalid(
          "%s is about NatsCluster %s, not %s".formatted(from, named, cluster.name()),
          "Pass the address of the NatsCluster in spec.cluster.");
    }
    return document;
  }

  private static void complete(
      ObjectNode spec, NatsClusterView cluster, KnownBackups known, PrintStream notes) {
    boolean store = spec.has(STORAGE);
    boolean recipients = spec.has(RECIPIENTS);
    if (store && recipients) {
      return;
    }
    Optional<KnownBackups.Example> newest = known.newest(cluster);
    if (newest.isEmpty()) {
      throw none(cluster, store, recipients);
    }
    KnownBackups.Example example = newest.get();
    if (!store) {
      take(spec, example.spec(), STORAGE);
    }
    if (!recipients) {
      take(spec, example.spec(), RECIPIENTS);
      take(spec, example.spec(), IDENTITY);
    }
    notes.println(
        (store ? "Recipients are" : recipients ? "Storage is" : "Storage and recipients are")
            + " as in "
            + example.address()
            + ", the newest backup that the hub knows of it");
  }

  private static void take(ObjectNode spec, JsonNode from, String field) {
    if (!spec.has(field) && from.has(field)) {
      spec.set(field, from.path(field));
    }
  }

  private static Failure none(NatsClusterView cluster, boolean store, boolean recipients) {
    String missing = store ? "recipients" : recipients ? "storage" : "storage and recipients";
    String options =
        store
            ? "--recipient; 'age-keygen' makes a key pair"
            : recipients ? "--volume-claim or --s3" : "--volume-claim or --s3, and --recipient";
    return Failure.invalid(
        "No %s given, and the hub knows no earlier backup of %s to take them from"
            .formatted(missing, cluster.address()),
        "Pass " + options + ". Or pass a NatsBackup with -f.");
  }
}
