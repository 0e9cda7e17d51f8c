// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.catalogue;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/** Reads a catalogue: JSON, of a known format, and consistent in itself. */
final class CatalogueFile {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private CatalogueFile() {}

  static Catalogue read(byte[] file) throws IOException {
    Catalogue catalogue = parse(file);
    List<String> problems = CatalogueRules.broken(catalogue);
    if (!problems.isEmpty()) {
      throw new IOException(String.join("; ", problems));
    }
    return catalogue;
  }

  /** The format is checked first, since another one may have a different structure. */
  private static Catalogue parse(byte[] file) throws IOException {
    try {
      JsonNode tree = JSON.readTree(file);
      int format = tree.path("format").asInt();
      if (format != Catalogue.FORMAT) {
        throw new IOException(
            "its format is " + format + ", and this build reads " + Catalogue.FORMAT);
      }
      return JSON.treeToValue(tree, Catalogue.class);
    } catch (JacksonException unreadable) {
      throw new IOException(reason(unreadable));
    }
  }

  /** Missing parts are reported by the constructors of the records. */
  private static String reason(JacksonException unreadable) {
    return unreadable.getCause() instanceof NullPointerException missing
        ? Objects.requireNonNullElse(missing.getMessage(), "a value is missing")
        : unreadable.getOriginalMessage().lines().findFirst().orElse("it is no JSON");
  }
}
