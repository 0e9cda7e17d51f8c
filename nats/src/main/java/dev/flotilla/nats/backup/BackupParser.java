// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.backup;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.nats.cluster.NatsCluster;
import dev.flotilla.nats.cluster.pods.Amounts;
import dev.flotilla.nats.cluster.pods.Resources;
import dev.flotilla.nats.document.FindingCode;
import dev.flotilla.nats.document.Findings;
import dev.flotilla.nats.document.Manifest;
import dev.flotilla.nats.document.Parsed;
import dev.flotilla.nats.document.Quantity;
import dev.flotilla.nats.document.SecretKey;
import dev.flotilla.nats.document.Section;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the documents of NatsBackup and NatsRestore, with every finding at once. */
public final class BackupParser {
  /** {@code kind} of a backup. */
  public static final String BACKUP = "NatsBackup";

  /** {@code kind} of a restore. */
  public static final String RESTORE = "NatsRestore";

  private static final Pattern SET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
  private static final String A_SET = "latest, or the id of a set";
  private static final Pattern LEVEL = Pattern.compile("written|decoded");
  private static final Pattern NAME = Pattern.compile("[a-z](?:[a-z0-9-]{0,38}[a-z0-9])?");
  private static final String WRITTEN = "written";
  private static final String IDENTITY = "Name a Secret with the age identity.";
  private static final String IDENTITY_KEY = "identity";
  private static final int PARALLEL = 4;
  private static final int MOST_PARALLEL = 16;
  private static final int MOST_REPLICAS = 5;

  /** The engine's windows and the JVM; flat, whatever the size of a stream. */
  private static final Resources RESOURCES =
      new Resources(
          new Amounts(Quantity.of("100m"), Quantity.of("256Mi")),
          new Amounts(null, Quantity.of("256Mi")));

  private BackupParser() {}

  /** Reads a NatsBackup. */
  public static Parsed<NatsBackupSpec> backup(JsonNode manifest) {
    return parse(manifest, BACKUP, BackupParser::backup);
  }

  /** Reads a NatsRestore. */
  public static Parsed<NatsRestoreSpec> restore(JsonNode manifest) {
    return parse(manifest, RESTORE, BackupParser::restore);
  }

  private static <T> Parsed<T> parse(JsonNode manifest, String kind, Function<Section, T> read) {
    Findings findings = new Findings(kind);
    Section document = Section.of(manifest, findings);
    Manifest head = Manifest.read(document, NatsCluster.API_VERSION, kind);
    T spec = read.apply(document.section("spec"));
    document.skip(List.of("status"));
    document.refuseUnknown();
    return findings.outcome(head.name().map(_ -> spec), List.of());
  }

  private static NatsBackupSpec backup(Section spec) {
    NatsBackupSpec backup =
        new NatsBackupSpec(
            cluster(spec),
            Selection.patterns(spec, "include"),
            Selection.patterns(spec, "exclude"),
            Storage.read(spec.section("storage")),
            Recipients.read(spec),
            identity(spec),
            spec.matching("base", SET, A_SET).orElse(null),
            spec.matching("verification", LEVEL, "written or decoded").orElse(WRITTEN),
            parallel(spec),
            resources(spec));
    spec.refuseUnknown();
    if (!backup.verification().equals(WRITTEN) && backup.identitySecret() == null) {
      spec.report(
          FindingCode.IDENTITY_MISSING,
          spec.field("identitySecret"),
          "Verification " + backup.verification() + " needs an identity that decrypts the set.",
          "Set identitySecret, or verification: written.");
    }
    return backup;
  }

  private static NatsRestoreSpec restore(Section spec) {
    if (!spec.has("set")) {
      spec.missing("set", "Set the id of a set, or latest.");
    }
    if (!spec.has("identitySecret")) {
      spec.missing("identitySecret", IDENTITY);
    }
    NatsRestoreSpec restore =
        new NatsRestoreSpec(
            cluster(spec),
            spec.matching("set", SET, A_SET).orElse(""),
            spec.has("source") ? Source.read(spec.section("source")) : null,
            Storage.read(spec.section("storage")),
            SecretKey.read(spec.section("identitySecret"), IDENTITY_KEY, IDENTITY),
            Selection.patterns(spec, "include"),
            Selection.patterns(spec, "exclude"),
            spec.sections("rename").stream().map(Rename::read).toList(),
            replicas(spec),
            Selection.streams(spec, "replace"),
            spec.flag("dryRun").orElse(false),
            parallel(spec),
            resources(spec));
    spec.refuseUnknown();
    return restore;
  }

  private static String cluster(Section spec) {
    if (!spec.has("cluster")) {
      spec.missing("cluster", "Name a NatsCluster of the same namespace.");
    }
    return spec.matching("cluster", NAME, "the name of a NatsCluster").orElse("");
  }

  private static @Nullable SecretKey identity(Section spec) {
    return spec.has("identitySecret")
        ? SecretKey.read(spec.section("identitySecret"), IDENTITY_KEY, IDENTITY)
        : null;
  }

  private static int parallel(Section spec) {
    int parallel = spec.count("parallel").orElse(PARALLEL);
    if (parallel > MOST_PARALLEL) {
      spec.bad("parallel", parallel + " is not an integer from 1 to " + MOST_PARALLEL + ".");
    }
    return parallel;
  }

  private static @Nullable Integer replicas(Section spec) {
    Integer replicas = spec.count("replicas").orElse(null);
    if (replicas != null && replicas > MOST_REPLICAS) {
      spec.bad("replicas", replicas + " is not an integer from 1 to " + MOST_REPLICAS + ".");
    }
    return replicas;
  }

  private static Resources resources(Section spec) {
    return spec.has("resources") ? Resources.read(spec.section("resources")) : RESOURCES;
  }
}
