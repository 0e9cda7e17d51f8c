// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.sbom;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cyclonedx.model.Bom;

/**
 * Writes the bill of materials of an image, and ends with 1 if an advisory names something in it.
 * Arguments are {@code NAME=VALUE}: image, resolved, application, java, out, and where the image
 * has them libraries and ignored.
 */
public final class Main {
  private Main() {}

  public static void main(String... arguments) throws Exception {
    Map<String, String> given =
        Arrays.stream(arguments)
            .map(argument -> argument.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    Bom bom = ImageSbom.of(contents(given));
    Files.writeString(Path.of(needed(given, "out")), ImageSbom.json(bom));
    AdvisoryList list = AdvisoryList.shipped();
    List<Exposure> exposures = Exposure.of(bom, list);
    exposures.forEach(System.err::println);
    if (!exposures.isEmpty()) {
      System.exit(1);
    }
  }

  private static ImageContents contents(Map<String, String> given) {
    return new ImageContents(
        needed(given, "image"),
        Path.of(needed(given, "resolved")),
        Path.of(needed(given, "application")),
        Path.of(needed(given, "java")),
        Optional.ofNullable(given.get("libraries")).map(Path::of),
        Optional.ofNullable(given.get("ignored")).map(Path::of));
  }

  private static String needed(Map<String, String> given, String name) {
    return Objects.requireNonNull(given.get(name), () -> name + "= is missing");
  }
}
