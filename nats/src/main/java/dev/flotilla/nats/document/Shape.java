// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Predicate;

/** JSON types of values, in the words of findings. */
enum Shape {
  TEXT("a string (quote it)", JsonNode::isTextual),
  ELEMENT("a string", JsonNode::isTextual),
  FLAG("true or false", JsonNode::isBoolean),
  INTEGER("an integer", JsonNode::isIntegralNumber),
  QUANTITY("a quantity such as 10Gi", node -> node.isTextual() || node.isNumber()),
  OBJECT("an object", JsonNode::isObject),
  LIST("a list", JsonNode::isArray);

  private final String words;

  @SuppressWarnings("ImmutableEnumChecker") // Each is a method of Jackson without state.
  private final Predicate<JsonNode> test;

  Shape(String words, Predicate<JsonNode> test) {
    this.words = words;
    this.test = test;
  }

  String words() {
    return words;
  }

  boolean fits(JsonNode value) {
    return test.test(value);
  }
}
