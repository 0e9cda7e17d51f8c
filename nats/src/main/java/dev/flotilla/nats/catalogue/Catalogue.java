// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.catalogue;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The releases that Flotilla deploys, read from {@code catalogue.json}.
 *
 * @param releases oldest first
 * @param addons full image references of what stands beside servers, by the field of the spec
 */
public record Catalogue(List<Release> releases, Map<String, String> addons) {
  private static final String FILE = "catalogue.json";

  public Catalogue {
    releases = List.copyOf(releases);
    addons = Map.copyOf(addons);
  }

  /** The catalogue that came with this build. */
  public static Catalogue bundled() {
    return Bundled.CATALOGUE;
  }

  /**
   * Reads a catalogue file.
   *
   * @throws IOException when it cannot be read or is no catalogue of schema 1
   */
  public static Catalogue read(InputStream stream) throws IOException {
    CatalogueFile file = JsonMapper.builder().build().readValue(stream, CatalogueFile.class);
    if (file.schema() != 1) {
      throw new IOException("unknown catalogue schema " + file.schema());
    }
    return new Catalogue(
        file.versions().stream().map(version -> file.release(version)).toList(), file.addons());
  }

  /** The release of that version, if known. */
  public Optional<Release> find(String version) {
    return releases.stream().filter(release -> release.version().equals(version)).findFirst();
  }

  /** All versions, oldest first. */
  public List<String> versions() {
    return releases.stream().map(Release::version).toList();
  }

  /**
   * The newest release.
   *
   * @throws java.util.NoSuchElementException when the catalogue is empty
   */
  public Release newest() {
    return releases.getLast();
  }

  /**
   * @param floors for each release line the first release without a known hole; a line that is not
   *     listed has no safe release
   */
  private record CatalogueFile(
      int schema,
      String image,
      Map<String, String> floors,
      List<String> versions,
      Map<String, String> addons) {
    Release release(String version) {
      return new Release(version, image.replace("{version}", version), belowFloor(version));
    }

    private boolean belowFloor(String version) {
      Optional<ServerVersion> asked = ServerVersion.parse(version);
      Optional<ServerVersion> floor =
          asked.map(ServerVersion::line).map(floors::get).flatMap(ServerVersion::parse);
      return asked.isEmpty() || floor.isEmpty() || asked.get().compareTo(floor.get()) < 0;
    }
  }

  private static final class Bundled {
    static final Catalogue CATALOGUE = load();

    private static Catalogue load() {
      try (InputStream stream = Catalogue.class.getResourceAsStream(FILE)) {
        if (stream == null) {
          throw new IllegalStateException("the build lacks " + FILE);
        }
        return read(stream);
      } catch (IOException problem) {
        throw new UncheckedIOException("the build's " + FILE + " is damaged", problem);
      }
    }
  }
}
