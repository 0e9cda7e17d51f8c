// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.servers;

import dev.flotilla.nats.document.Section;
import java.util.Optional;
import java.util.regex.Pattern;

/** References of container images. */
public final class Image {
  private static final Pattern REFERENCE =
      Pattern.compile("[a-z0-9][A-Za-z0-9._:/-]{0,254}(?:@sha256:[0-9a-f]{64})?");
  private static final Pattern REGISTRY =
      Pattern.compile(
          "[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?(?::\\d{1,5})?(?:/[a-z0-9._/-]{1,200})?");

  private Image() {}

  /** A full reference, by tag or digest. */
  public static Optional<String> read(Section section, String name) {
    return section.matching(name, REFERENCE, "a full image reference");
  }

  /** A registry, optionally with a path, that replaces that of default images. */
  public static Optional<String> registry(Section section, String name) {
    return section.matching(name, REGISTRY, "the host of a registry, such as registry.local:5000");
  }

  /**
   * {@code docker.io/library/nats:2} from another registry: {@code mirror.local/library/nats:2}.
   */
  public static String from(String registry, String image) {
    return registry + image.substring(image.indexOf('/'));
  }
}
