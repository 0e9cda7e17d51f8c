// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.sbom;

import com.github.packageurl.PackageURL;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.Evidence;
import org.cyclonedx.model.Hash;
import org.cyclonedx.model.component.evidence.Occurrence;

/** Components of a bill of materials, and where in the image they are. */
final class Parts {
  private Parts() {}

  static Component of(Component.Type type, PackageURL purl) {
    Component part = named(type, purl.getName(), purl.getVersion());
    part.setGroup(purl.getNamespace());
    part.setPurl(purl);
    part.setBomRef(purl.canonicalize());
    return part;
  }

  static Component named(Component.Type type, String name, String version) {
    Component part = new Component();
    part.setType(type);
    part.setName(name);
    part.setVersion(version);
    part.setBomRef(name);
    return part;
  }

  static void locate(Component part, String location) {
    Occurrence occurrence = new Occurrence();
    occurrence.setLocation(location);
    if (part.getEvidence() == null) {
      part.setEvidence(new Evidence());
    }
    part.getEvidence().addOccurrence(occurrence);
  }

  /** Replaces the hashes that the part had elsewhere: Quarkus leaves resources out of some jars. */
  static void hash(Component part, String sha256) {
    part.setHashes(List.of(new Hash(Hash.Algorithm.SHA_256, sha256)));
  }

  static String sha256(Path file) throws IOException {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
