// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.configuration;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The digest that nats-server reports for a configuration: SHA-256 over what Go's JSON encoder
 * writes for the parsed file, that is, keys sorted, no spaces, {@code < > &} escaped, a final
 * newline (nats-server {@code conf/parse.go}, configDigest).
 */
public final class ExpectedDigest {
  private ExpectedDigest() {}

  /**
   * The digest of this configuration.
   *
   * @return {@code sha256:} and 64 hexadecimal digits
   * @throws IllegalArgumentException for a null or a fraction, which no configuration of Flotilla
   *     holds
   */
  public static String of(JsonNode configuration) {
    StringBuilder text = new StringBuilder();
    append(configuration, text);
    text.append('\n');
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(UTF_8));
      return "sha256:" + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("this Java lacks SHA-256", missing);
    }
  }

  private static void append(JsonNode node, StringBuilder text) {
    if (node.isObject()) {
      appendObject(node, text);
    } else if (node.isArray()) {
      appendArray(node, text);
    } else if (node.isTextual()) {
      appendText(node.textValue(), text);
    } else if (node.isIntegralNumber() || node.isBoolean()) {
      text.append(node.asText());
    } else {
      throw new IllegalArgumentException("no digest of a configuration with " + node);
    }
  }

  private static void appendObject(JsonNode node, StringBuilder text) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    names.sort(null);
    char separator = '{';
    for (String name : names) {
      text.append(separator);
      appendText(name, text);
      text.append(':');
      append(node.get(name), text);
      separator = ',';
    }
    text.append(names.isEmpty() ? "{}" : "}");
  }

  private static void appendArray(JsonNode node, StringBuilder text) {
    char separator = '[';
    for (JsonNode element : node) {
      text.append(separator);
      append(element, text);
      separator = ',';
    }
    text.append(node.isEmpty() ? "[]" : "]");
  }

  private static void appendText(String value, StringBuilder text) {
    text.append('"');
    value.codePoints().forEach(point -> appendPoint(point, text));
    text.append('"');
  }

  private static void appendPoint(int point, StringBuilder text) {
    switch (point) {
      case '"', '\\' -> text.append('\\').appendCodePoint(point);
      case '\n' -> text.append("\\n");
      case '\r' -> text.append("\\r");
      case '\t' -> text.append("\\t");
      case '<', '>', '&', 0x2028, 0x2029 -> text.append(String.format("\\u%04x", point));
      default -> text.appendCodePoint(point);
    }
  }
}
