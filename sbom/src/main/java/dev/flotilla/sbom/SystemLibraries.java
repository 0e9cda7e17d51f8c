// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.sbom;

import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cyclonedx.model.Component;

/**
 * The shared libraries that the base image took from the machine that built it, by the package that
 * owns them.
 */
final class SystemLibraries {
  private SystemLibraries() {}

  static List<Component> components(Path listed) throws IOException, MalformedPackageURLException {
    Map<String, Component> parts = new LinkedHashMap<>();
    for (String line : Files.readAllLines(listed)) {
      String[] words = line.split("\t", -1);
      Component part = words.length > 4 ? debian(words) : file(words);
      Parts.locate(parts.computeIfAbsent(part.getBomRef(), ref -> part), words[0]);
    }
    return List.copyOf(parts.values());
  }

  private static Component debian(String[] words) throws MalformedPackageURLException {
    return Parts.of(
        Component.Type.LIBRARY, new PackageURL("deb", words[4], words[2], words[3], null, null));
  }

  private static Component file(String[] words) {
    Component part = Parts.named(Component.Type.FILE, words[0], "");
    Parts.hash(part, words[1]);
    return part;
  }
}
