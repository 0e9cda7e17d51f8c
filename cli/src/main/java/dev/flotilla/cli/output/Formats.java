// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.output;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/** The two text forms of a document. Unknown fields are ignored: a newer hub may send more. */
public final class Formats {
  private static final ObjectMapper JSON = lenient(JsonMapper.builder());
  private static final ObjectMapper YAML =
      lenient(
          YAMLMapper.builder()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
              .enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE));

  private Formats() {}

  /** Returns the mapper for JSON, indented for people. */
  public static ObjectMapper json() {
    return JSON;
  }

  /** Returns the mapper for YAML; it reads JSON as well. */
  public static ObjectMapper yaml() {
    return YAML;
  }

  private static ObjectMapper lenient(MapperBuilder<?, ?> builder) {
    return builder
        .addModule(new JavaTimeModule())
        .addModule(new Jdk8Module())
        .enable(SerializationFeature.INDENT_OUTPUT)
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .build();
  }
}
