// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.sbom;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import java.util.List;
import java.util.stream.Stream;
import org.cyclonedx.model.Bom;

/** An advisory that names a version in an image. */
record Exposure(Advisory advisory, String version) {

  /** All that are not accepted. */
  static List<Exposure> of(Bom bom, AdvisoryList list) {
    return bom.getComponents().stream()
        .filter(part -> part.getPurl() != null)
        .flatMap(part -> of(part.getPurl(), list))
        .toList();
  }

  private static Stream<Exposure> of(String purl, AdvisoryList list) {
    PackageURL part = parse(purl);
    String version = versionOf(part);
    String unversioned =
        "pkg:%s/%s/%s".formatted(part.getType(), part.getNamespace(), part.getName());
    return list.advisories().stream()
        .filter(advisory -> advisory.purl().equals(unversioned))
        .filter(advisory -> advisory.affects(version) && !advisory.accepts(version))
        .map(advisory -> new Exposure(advisory, version));
  }

  /** Go writes a v before its versions, and Maven's order takes that for a qualifier. */
  private static String versionOf(PackageURL part) {
    String version = part.getVersion();
    return part.getType().equals("golang") && version.startsWith("v")
        ? version.substring(1)
        : version;
  }

  private static PackageURL parse(String purl) {
    try {
      return new PackageURL(purl);
    } catch (MalformedPackageURLException e) {
      throw new IllegalStateException("'" + purl + "' is no package URL", e);
    }
  }

  @Override
  public String toString() {
    return "%s %s: %s, fixed in %s. %s."
        .formatted(advisory.purl(), version, advisory.id(), advisory.fixed(), advisory.summary());
  }
}
