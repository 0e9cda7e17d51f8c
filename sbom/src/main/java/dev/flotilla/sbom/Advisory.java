// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.sbom;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.apache.maven.artifact.versioning.DefaultArtifactVersion;
import org.apache.maven.artifact.versioning.InvalidVersionSpecificationException;
import org.apache.maven.artifact.versioning.VersionRange;
import org.jspecify.annotations.Nullable;

/**
 * One vulnerability of one package.
 *
 * @param id as its publisher gave it: CVE or GHSA
 * @param purl the package URL without a version
 * @param affected ranges in Maven's notation, {@code (,2.12.12),[2.14.0,2.14.3)}
 * @param fixed the version that has the fix on the line that Flotilla ships
 * @param summary one line
 * @param accepted why a version that is affected may be shipped; null if it may not
 */
record Advisory(
    String id,
    @JsonProperty("package") String purl,
    String affected,
    String fixed,
    String summary,
    @Nullable Acceptance accepted) {

  /**
   * No fixed version can be had, and Flotilla does not use what is affected. Bound to the version,
   * so that the next one is judged anew.
   *
   * @param version the version that may be shipped
   * @param unused the packages of classes that are affected, as in class files; no class of
   *     Flotilla names one of them
   */
  record Acceptance(String version, String unused) {}

  boolean affects(String version) {
    try {
      return VersionRange.createFromVersionSpec(affected)
          .containsVersion(new DefaultArtifactVersion(version));
    } catch (InvalidVersionSpecificationException e) {
      throw new IllegalStateException(id + ": '" + affected + "' is no range of versions", e);
    }
  }

  boolean accepts(String version) {
    return accepted != null && accepted.version().equals(version);
  }
}
