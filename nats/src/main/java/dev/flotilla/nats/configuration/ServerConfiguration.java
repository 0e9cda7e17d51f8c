// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.configuration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;

/**
 * A nats-server configuration as JSON, which the server's parser reads as it is.
 *
 * @param json texts, whole numbers, flags, lists and objects only; the server's parser knows no
 *     null and no {@code \\u} escapes; and references of {@link PasswordVariable}
 * @param variables what the servers' environment holds for them, by name
 */
public record ServerConfiguration(ObjectNode json, Map<String, String> variables) {
  private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  public ServerConfiguration {
    variables = Map.copyOf(variables);
  }

  /** One without variables. */
  public ServerConfiguration(ObjectNode json) {
    this(json, Map.of());
  }

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

  /**
   * The {@code config_digest} that a server reports in VARZ once it has read this file. It covers
   * the values of the variables.
   *
   * @throws IllegalArgumentException if one of them has no value
   */
  public String digest() {
    return ExpectedDigest.of(resolved(json));
  }

  private JsonNode resolved(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        object.properties().forEach(field -> copy.set(field.getKey(), resolved(field.getValue())));
        yield copy;
      }
      case ArrayNode array -> {
        ArrayNode copy = JsonNodeFactory.instance.arrayNode();
        array.forEach(element -> copy.add(resolved(element)));
        yield copy;
      }
      case POJONode reference -> TextNode.valueOf(value(PasswordVariable.in(reference)));
      default -> node;
    };
  }

  private String value(PasswordVariable variable) {
    String value = variables.get(variable.name());
    if (value == null) {
      throw new IllegalArgumentException("no value for " + variable.name());
    }
    return value;
  }

  /** Without the values of the variables. */
  @Override
  public String toString() {
    return "ServerConfiguration[" + json + "]";
  }
}
