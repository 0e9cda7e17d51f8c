// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.api.catalogue;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.flotilla.hub.catalogue.ActiveCatalogue;
import dev.flotilla.hub.catalogue.StoredCatalogue;
import dev.flotilla.nats.catalogue.Advisory;
import dev.flotilla.nats.catalogue.Catalogue;
import dev.flotilla.nats.catalogue.Line;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue in force as the API shows it: the fields of a catalogue file, and where it is from.
 *
 * @param format of the file
 * @param serial the greater, the newer
 * @param issued the day on which it was written
 * @param image of a release, with {@code {version}} in it
 * @param lines release lines, oldest first
 * @param advisories published against nats-server
 * @param addons images of add-ons by the field of the spec
 * @param source where it is from
 */
public record CatalogueView(
    int format,
    long serial,
    LocalDate issued,
    String image,
    List<Line> lines,
    List<Advisory> advisories,
    Map<String, String> addons,
    Source source) {

  /**
   * Where a catalogue is from.
   *
   * @param origin {@code bundled}, or that it was imported
   * @param signedBy id of the root that signed an imported one
   * @param importedBy name of the API token
   * @param importedAt when
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Source(
      String origin,
      @Nullable String signedBy,
      @Nullable String importedBy,
      @Nullable Instant importedAt) {
    private static Source of(StoredCatalogue.@Nullable Import imported) {
      return imported == null
          ? new Source("bundled", null, null, null)
          : new Source("imported", imported.signedBy(), imported.by(), imported.at());
    }
  }

  static CatalogueView of(ActiveCatalogue active) {
    Catalogue catalogue = active.catalogue();
    return new CatalogueView(
        catalogue.format(),
        catalogue.serial(),
        catalogue.issued(),
        catalogue.image(),
        catalogue.lines(),
        catalogue.advisories(),
        new TreeMap<>(catalogue.addons()),
        Source.of(active.stored().imported()));
  }
}
