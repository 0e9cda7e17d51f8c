// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.document;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The head of a document, which every kind has: {@code apiVersion}, {@code kind} and {@code
 * metadata}.
 *
 * @param name {@code metadata.name}; empty if it is missing or invalid
 * @param namespace {@code metadata.namespace}; empty if it is missing or invalid
 */
public record Manifest(Optional<String> name, Optional<String> namespace) {
  /** Fields of {@code metadata} that belong to Kubernetes, which validates them itself. */
  public static final List<String> KUBERNETES_METADATA =
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

  /** Reads the head of a document that must be of that kind. */
  public static Manifest read(Section document, String apiVersion, String kind) {
    require(document, "apiVersion", apiVersion);
    require(document, "kind", kind);
    Section metadata = document.section("metadata");
    Manifest manifest =
        new Manifest(
            label(metadata, "name", NAME, 40), label(metadata, "namespace", NAMESPACE, 63));
    if (!metadata.has("name")) {
      metadata.missing("name", "Set a name.");
    }
    metadata.skip(KUBERNETES_METADATA);
    metadata.refuseUnknown();
    return manifest;
  }

  private static void require(Section document, String field, String wanted) {
    Optional<String> given = document.text(field);
    if (!given.equals(Optional.of(wanted))) {
      document.report(
          FindingCode.WRONG_KIND,
          field,
          field + " is " + given.map(text -> "\"" + text + "\"").orElse("missing") + ".",
          "Write " + field + ": " + wanted + ".");
    }
  }

  private static Optional<String> label(Section metadata, String field, Pattern syntax, int most) {
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
}
