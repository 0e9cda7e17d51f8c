// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The catalogue of nats-server releases, as data: an administrator can import a newer one into a
 * hub, and agents use the one of their hub.
 *
 * @param format of the file; this build reads {@value #FORMAT}. A field that it does not know is
 *     ignored.
 * @param serial grows with every catalogue; the newer one wins. By convention the date and a
 *     counter of two digits, {@code 2026120100}.
 * @param issued the day on which it was written
 * @param image reference of a release's image, with {@code {version}} in place of the version
 * @param lines release lines, oldest first
 * @param advisories published against nats-server
 * @param addons full image references of add-ons, by the field of the spec
 */
public record Catalogue(
    int format,
    long serial,
    LocalDate issued,
    String image,
    List<Line> lines,
    List<Advisory> advisories,
    Map<String, String> addons) {
  /** The format that this build reads and writes. */
  public static final int FORMAT = 1;

  private static final String FILE = "catalogue.json";
  private static final String VERSION = "{version}";

  public Catalogue {
    Objects.requireNonNull(issued, "issued is missing");
    Objects.requireNonNull(image, "image is missing");
    lines = List.copyOf(Objects.requireNonNullElse(lines, List.of()));
    advisories = List.copyOf(Objects.requireNonNullElse(advisories, List.of()));
    addons = Map.copyOf(new TreeMap<>(Objects.requireNonNullElse(addons, Map.of())));
  }

  /** The catalogue of this build. */
  public static Catalogue bundled() {
    return Bundled.CATALOGUE;
  }

  /** Its file. */
  public static byte[] bundledFile() {
    return Bundled.FILE_BYTES.clone();
  }

  /**
   * Reads a catalogue file.
   *
   * @throws IOException when it is not a catalogue, with a sentence for people
   */
  public static Catalogue read(byte[] file) throws IOException {
    return CatalogueFile.read(file);
  }

  /** The verdict on a version. */
  public Judgement judge(String text) {
    return ServerVersion.parse(text)
        .map(this::judge)
        .orElseGet(() -> new Judgement.Malformed(text));
  }

  private Judgement judge(ServerVersion version) {
    Optional<Line> line = line(version.line());
    if (line.isEmpty()) {
      return new Judgement.UnknownLine(version);
    }
    if (line.get().belowFloor(version)) {
      return new Judgement.BelowFloor(line.get(), version);
    }
    return line.get()
        .find(version)
        .<Judgement>map(release -> new Judgement.Known(line.get(), release))
        .orElseGet(() -> new Judgement.Unlisted(line.get(), version));
  }

  /** The line of that name. */
  public Optional<Line> line(String name) {
    return lines.stream().filter(line -> line.name().equals(name)).findFirst();
  }

  /** The release of that version, where it lists it. */
  public Optional<Release> find(ServerVersion version) {
    return line(version.line()).flatMap(line -> line.find(version));
  }

  /** The full image reference of a version, pinned where the catalogue knows its digest. */
  public String image(ServerVersion version) {
    String tagged = image.replace(VERSION, version.toString());
    return find(version).map(Release::digest).map(digest -> tagged + "@" + digest).orElse(tagged);
  }

  /** All versions that it lists, oldest first. */
  public List<String> versions() {
    return lines.stream()
        .flatMap(line -> line.releases().stream())
        .map(release -> release.version().toString())
        .toList();
  }

  /** The newest release. */
  public ServerVersion newest() {
    return lines.getLast().newest();
  }

  /** Advisories that apply to a version. */
  public List<Advisory> advisoriesOf(ServerVersion version) {
    return advisories.stream().filter(advisory -> advisory.holdsFor(version)).toList();
  }

  /**
   * The upgrade path from one version to another, including the last one: required lines are not
   * skipped. The path to an older line is the same one, reversed.
   *
   * @return empty if there is no path, such as from an unknown line
   */
  public Optional<List<ServerVersion>> hops(ServerVersion from, ServerVersion to) {
    return path(from.line(), to.line())
        .map(
            lines -> {
              Stream<Line> between = lines.stream().skip(1).limit(Math.max(0, lines.size() - 2));
              return Stream.concat(between.map(Line::newest), Stream.of(to)).toList();
            });
  }

  private Optional<List<Line>> path(String from, String to) {
    return way(from, to).or(() -> way(to, from).map(List::reversed));
  }

  /** The shortest path between two lines, both included. */
  private Optional<List<Line>> way(String from, String to) {
    Optional<Line> start = line(from);
    if (start.isEmpty() || from.equals(to)) {
      return start.map(List::of);
    }
    return start.get().upgradesTo().stream()
        .map(next -> way(next, to))
        .flatMap(Optional::stream)
        .min((one, other) -> Integer.compare(one.size(), other.size()))
        .map(rest -> Stream.concat(start.stream(), rest.stream()).toList());
  }

  private static final class Bundled {
    static final byte[] FILE_BYTES = load();
    static final Catalogue CATALOGUE = parse();

    private static byte[] load() {
      try (InputStream stream = Catalogue.class.getResourceAsStream(FILE)) {
        if (stream == null) {
          throw new IllegalStateException("the build lacks " + FILE);
        }
        return stream.readAllBytes();
      } catch (IOException problem) {
        throw new UncheckedIOException("the build's " + FILE + " cannot be read", problem);
      }
    }

    private static Catalogue parse() {
      try {
        return read(FILE_BYTES);
      } catch (IOException problem) {
        throw new UncheckedIOException("the build's " + FILE + " is damaged", problem);
      }
    }
  }
}
