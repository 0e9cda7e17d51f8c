// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.addons;

import dev.flotilla.nats.catalogue.Catalogue;
import dev.flotilla.nats.cluster.servers.Image;
import dev.flotilla.nats.document.Section;
import java.util.Optional;

/**
 * Default images of the add-ons.
 *
 * @param catalogue with the images of this build
 * @param registry replaces the registry of default images; empty for none
 */
public record AddonImages(Catalogue catalogue, Optional<String> registry) {
  /** The image of the section, or the catalogue's image for that add-on. */
  String read(Section section, String addon) {
    return Image.read(section, "image").orElseGet(() -> bundled(addon));
  }

  private String bundled(String addon) {
    String image = catalogue.addons().get(addon);
    if (image == null) {
      throw new IllegalStateException("the catalogue lacks an image of " + addon);
    }
    return registry.map(host -> Image.from(host, image)).orElse(image);
  }
}
