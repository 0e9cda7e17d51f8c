// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The chart writes {@code << X >>} without quotes into nats.conf, so that nats-server reads a
 * number with a suffix, a truth value or a variable there.
 */
final class NatsText {
  private static final String OPEN = "<<";
  private static final String CLOSE = ">>";
  private static final Pattern NUMBER = Pattern.compile("(-?\\d{1,18})([kmgtpe])?(i|ib|b)?");
  private static final Map<String, Integer> POWERS =
      Map.of("k", 1, "m", 2, "g", 3, "t", 4, "p", 5, "e", 6);
  private static final String INCLUDE = "$include";

  private NatsText() {}

  /** The note for a key whose value is not plain. */
  static Note note(String key) {
    return new Note(
        key,
        Note.Verdict.UNSUPPORTED,
        "It uses a variable or an included file, which Flotilla does not support.",
        "Use the literal value, but keep secrets out of a NatsCluster.");
  }

  /** The value as JSON; empty where it depends on the server's environment or files. */
  static Optional<JsonNode> plain(JsonNode value) {
    return switch (value) {
      case TextNode text -> plain(text);
      case ObjectNode object -> plain(object);
      case ArrayNode array -> plain(array);
      default -> Optional.of(value);
    };
  }

  private static Optional<JsonNode> plain(TextNode text) {
    String word = text.textValue().strip();
    boolean bare = word.length() >= 4 && word.startsWith(OPEN) && word.endsWith(CLOSE);
    return bare ? unquoted(word.substring(2, word.length() - 2).strip()) : Optional.of(text);
  }

  private static Optional<JsonNode> plain(ObjectNode object) {
    ObjectNode plain = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      Optional<JsonNode> value = plain(entry.getValue());
      if (value.isEmpty() || entry.getKey().equals(INCLUDE)) {
        return Optional.empty();
      }
      plain.set(entry.getKey(), value.get());
    }
    return Optional.of(plain);
  }

  private static Optional<JsonNode> plain(ArrayNode array) {
    ArrayNode plain = JsonNodeFactory.instance.arrayNode();
    for (JsonNode element : array) {
      Optional<JsonNode> value = plain(element);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      plain.add(value.get());
    }
    return Optional.of(plain);
  }

  private static Optional<JsonNode> unquoted(String word) {
    if (word.startsWith("$")) {
      return Optional.empty();
    }
    Matcher number = NUMBER.matcher(word.toLowerCase(Locale.ROOT));
    if (number.matches() && (number.group(2) != null || number.group(3) == null)) {
      return Optional.of(BigIntegerNode.valueOf(amount(number)));
    }
    return switch (word) {
      case "true", "false" -> Optional.of(BooleanNode.valueOf(word.equals("true")));
      default -> Optional.of(TextNode.valueOf(word.replaceAll("^\"|\"$", "")));
    };
  }

  /** In conf/parse.go of nats-server K is a thousand, and KB, Ki and KiB are 1,024. */
  private static BigInteger amount(Matcher number) {
    BigInteger count = new BigInteger(number.group(1));
    if (number.group(2) == null) {
      return count;
    }
    BigInteger base = BigInteger.valueOf(number.group(3) == null ? 1000 : 1024);
    return count.multiply(base.pow(POWERS.getOrDefault(number.group(2), 0)));
  }
}
