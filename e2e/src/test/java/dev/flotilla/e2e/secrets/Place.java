// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.secrets;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Somewhere that a secret could leak to.
 *
 * @param name of it
 * @param texts what it holds, by location, such as the path of a file
 */
record Place(String name, List<Text> texts) {

  /** Longer than any form of a needle. */
  private static final int OVERLAP = 4096;

  private static final int CHUNK = 8 << 20;

  /**
   * A text of one location.
   *
   * @param location of it
   * @param file that holds it
   */
  record Text(String location, Path file) {}

  /** All files below a folder. */
  static Place files(String name, Path folder) {
    try (var files = Files.walk(folder)) {
      return new Place(
          name,
          files.filter(Files::isRegularFile).map(file -> new Text(file.toString(), file)).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The needles that are here, away from their homes, as "needle in location". */
  Set<String> find(List<Needle> needles) {
    var search = new NeedleSearch(needles);
    var found = new TreeSet<String>();
    for (Text text : texts) {
      for (String part : parts(text.file())) {
        search.in(part).stream()
            .filter(needle -> !needle.homes().contains(text.location()))
            .forEach(
                needle ->
                    found.add(needle.secret().name() + " in " + name + ": " + text.location()));
      }
    }
    return found;
  }

  /** Overlapping parts, so that a large log need not be held in memory at once. */
  private static List<String> parts(Path file) {
    List<String> parts = new ArrayList<>();
    try (InputStream input = Files.newInputStream(file)) {
      var tail = "";
      byte[] chunk = input.readNBytes(CHUNK);
      while (chunk.length > 0) {
        var text = tail + new String(chunk, StandardCharsets.ISO_8859_1);
        parts.add(text);
        tail = text.substring(Math.max(0, text.length() - OVERLAP));
        chunk = input.readNBytes(CHUNK);
      }
    } catch (NoSuchFileException _) {
      // Removed meanwhile: there is nothing that could be read any more.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return parts;
  }
}
