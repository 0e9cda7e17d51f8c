// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.configuration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A nats-server configuration as JSON, which the server's parser reads as it is.
 *
 * @param json texts, whole numbers, flags, lists and objects only; the server's parser knows no
 *     null and no {@code \\u} escapes
 */
public record ServerConfiguration(ObjectNode json) {
  private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** The file's text: indented, in the order of {@link #json}, with a final newline. */
  public String text() {
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentObjectsWith(LINES);
    printer.indentArraysWith(LINES);
    try {
      return JSON.writer(printer).writeValueAsString(json) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("a JSON tree cannot be written", impossible);
    }
  }

  /** The {@code config_digest} that a server reports in VARZ once it has read this file. */
  public String digest() {
    return ExpectedDigest.of(json);
  }
}
