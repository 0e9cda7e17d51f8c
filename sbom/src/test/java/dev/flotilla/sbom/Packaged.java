// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.sbom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cyclonedx.model.Bom;

/** What this build packaged for the two images, and the nats-server that the hub's chart runs. */
final class Packaged {
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern NATS_IMAGE =
      Pattern.compile("repository: docker.io/library/nats\n +tag: ([0-9.]+)\n");

  private Packaged() {}

  static ImageContents contents(String image) {
    Path target = HOME.resolve(image).resolve("target");
    Path ignored = HOME.resolve("src/main/docker/Dockerfile.%s.dockerignore".formatted(image));
    return new ImageContents(
        image,
        target.resolve("resolved-sbom.json"),
        target.resolve("quarkus-app"),
        Path.of(System.getProperty("java.home"), "release"),
        Optional.empty(),
        Optional.of(ignored).filter(Files::exists));
  }

  static Bom bom(String image) throws Exception {
    return ImageSbom.of(contents(image));
  }

  static String hubNatsVersion() throws IOException {
    Path values = HOME.resolve("charts/flotilla-hub/values.yaml");
    Matcher image = NATS_IMAGE.matcher(Files.readString(values));
    if (!image.find()) {
      throw new IllegalStateException(values + " names no image of nats-server");
    }
    return image.group(1);
  }
}
