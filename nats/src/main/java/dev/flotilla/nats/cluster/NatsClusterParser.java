// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.nats.catalogue.Catalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads and judges a NatsCluster document. Hub, agent and command line use this one parser, so that
 * the same wrong input has the same code and field everywhere.
 */
public final class NatsClusterParser {
  /** What Kubernetes itself keeps in {@code metadata}; its own rules judge it. */
  static final List<String> KUBERNETES_METADATA =
      List.of(
          "labels",
          "annotations",
          "uid",
          "resourceVersion",
          "generation",
          "creationTimestamp",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "finalizers",
          "ownerReferences",
          "managedFields",
          "generateName",
          "selfLink");

  // Names become subjects, DNS labels and, with a suffix of at most 23 characters, names of pods
  // and Secrets.
  private static final Pattern NAME = Pattern.compile("[a-z](?:[a-z0-9-]{0,38}[a-z0-9])?");
  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

  private final SpecReader specs;

  private NatsClusterParser(Catalogue catalogue) {
    this.specs = new SpecReader(catalogue);
  }

  /**
   * Reads a document.
   *
   * @param manifest the whole document, with {@code apiVersion}, {@code kind}, {@code metadata} and
   *     {@code spec}; a {@code status} is ignored
   * @param stage whether its servers run already
   * @param catalogue judges its version: that of the hub, or what the agent got from its hub
   */
  public static Parsed parse(JsonNode manifest, Stage stage, Catalogue catalogue) {
    return new NatsClusterParser(catalogue).read(manifest, stage);
  }

  private Parsed read(JsonNode manifest, Stage stage) {
    List<Finding> findings = new ArrayList<>();
    Section document = new Section(manifest, findings);
    requireKind(document, "apiVersion", NatsCluster.API_VERSION);
    requireKind(document, "kind", NatsCluster.KIND);
    Section metadata = document.section("metadata");
    Optional<String> name = name(metadata, "name", NAME, 40);
    Optional<String> namespace = name(metadata, "namespace", NAMESPACE, 63);
    if (!metadata.has("name")) {
      missing(metadata, "name", "Set a name.");
    }
    metadata.skip(KUBERNETES_METADATA);
    metadata.refuseUnknown();
    NatsClusterSpec spec = specs.read(document.section("spec"), stage);
    name.ifPresent(own -> TrustRails.names(own, spec.trust(), document));
    document.skip(List.of("status"));
    document.refuseUnknown();
    return outcome(
        findings,
        spec.waivers(),
        name.map(known -> new NatsCluster(namespace.orElse(null), known, spec)));
  }

  private static Parsed outcome(
      List<Finding> findings, List<String> waivers, Optional<NatsCluster> cluster) {
    List<Finding> errors = new ArrayList<>();
    List<Finding> warnings = new ArrayList<>();
    List<Finding> waived = new ArrayList<>();
    for (Finding finding : findings) {
      if (finding.waivable() && waivers.contains(finding.code().name())) {
        waived.add(finding);
      } else {
        (finding.severity() == Severity.ERROR ? errors : warnings).add(finding);
      }
    }
    return new Parsed(errors.isEmpty() ? cluster : Optional.empty(), errors, warnings, waived);
  }

  private static void requireKind(Section document, String field, String wanted) {
    Optional<String> given = document.text(field);
    if (!given.equals(Optional.of(wanted))) {
      document.report(
          FindingCode.WRONG_KIND,
          field,
          field + " is " + given.map(text -> "\"" + text + "\"").orElse("missing") + ".",
          "Write " + field + ": " + wanted + ".");
    }
  }

  private static Optional<String> name(Section metadata, String field, Pattern syntax, int most) {
    Optional<String> name = metadata.text(field);
    if (name.isPresent() && !syntax.matcher(name.get()).matches()) {
      metadata.report(
          FindingCode.BAD_NAME,
          metadata.field(field),
          "\"" + name.get() + "\" is not a DNS label of at most " + most + " characters.",
          "Use lower-case letters, digits and hyphens; begin with a letter, and do not end with a hyphen.");
      return Optional.empty();
    }
    return name;
  }

  static void missing(Section section, String field, String hint) {
    section.report(
        FindingCode.MISSING_FIELD,
        section.field(field),
        section.field(field) + " is missing.",
        hint);
  }
}
