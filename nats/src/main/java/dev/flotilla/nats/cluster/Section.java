// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster;

import static dev.flotilla.nats.cluster.FindingCode.BAD_QUANTITY;
import static dev.flotilla.nats.cluster.FindingCode.BAD_VALUE;
import static dev.flotilla.nats.cluster.FindingCode.SIZE_NOT_POSITIVE;
import static dev.flotilla.nats.cluster.FindingCode.UNKNOWN_FIELD;
import static dev.flotilla.nats.cluster.FindingCode.WRONG_TYPE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One object of the document while it is read: each read names a known field, what is left over is
 * unknown.
 */
final class Section {
  private final String path;
  private final JsonNode node;
  private final List<Finding> findings;
  private final Set<String> known = new LinkedHashSet<>();

  /** The document itself. */
  Section(JsonNode document, List<Finding> findings) {
    this("", document, findings);
    if (!document.isObject()) {
      report(WRONG_TYPE, "", "The document is not an object.", "Give one NatsCluster manifest.");
    }
  }

  private Section(String path, JsonNode node, List<Finding> findings) {
    this.path = path;
    this.node = node;
    this.findings = findings;
  }

  void report(FindingCode code, String field, String message, String hint) {
    findings.add(new Finding(code, field, message, hint));
  }

  String field(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  boolean has(String name) {
    return value(name) != null;
  }

  /** The object of that name; an empty one where it is absent. */
  Section section(String name) {
    JsonNode value = value(name);
    if (value != null && !value.isObject()) {
      wrongType(name, "an object");
    }
    JsonNode object =
        value != null && value.isObject() ? value : JsonNodeFactory.instance.objectNode();
    return new Section(field(name), object, findings);
  }

  Optional<String> text(String name) {
    JsonNode value = value(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      wrongType(name, "a text (put it in quotes)");
      return Optional.empty();
    }
    if (value.textValue().isBlank()) {
      report(
          BAD_VALUE, field(name), field(name) + " is empty.", "Give a value or remove the field.");
      return Optional.empty();
    }
    return Optional.of(value.textValue());
  }

  Optional<Boolean> flag(String name) {
    JsonNode value = value(name);
    if (value != null && !value.isBoolean()) {
      wrongType(name, "true or false");
    }
    return value != null && value.isBoolean()
        ? Optional.of(value.booleanValue())
        : Optional.empty();
  }

  Optional<BigInteger> number(String name) {
    JsonNode value = value(name);
    if (value != null && !value.isIntegralNumber()) {
      wrongType(name, "a whole number");
    }
    return value != null && value.isIntegralNumber()
        ? Optional.of(value.bigIntegerValue())
        : Optional.empty();
  }

  /** A quantity above zero, written as a text or as a plain number. */
  Optional<Quantity> quantity(String name) {
    JsonNode value = value(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.isTextual() && !value.isNumber()) {
      wrongType(name, "a quantity such as 10Gi");
      return Optional.empty();
    }
    Optional<Quantity> quantity = Quantity.parse(value.asText());
    if (quantity.isEmpty()) {
      badQuantity(name, value.asText());
      return Optional.empty();
    }
    if (!quantity.get().isPositive()) {
      notPositive(name, value.asText());
      return Optional.empty();
    }
    return quantity;
  }

  /** The texts of a list; each element that is no text is a finding. */
  List<String> texts(String name) {
    JsonNode value = value(name);
    if (value == null) {
      return List.of();
    }
    if (!value.isArray()) {
      wrongType(name, "a list");
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (int index = 0; index < value.size(); index++) {
      if (value.get(index).isTextual()) {
        texts.add(value.get(index).textValue());
      } else {
        wrongType(name + "[" + index + "]", "a text");
      }
    }
    return texts;
  }

  /** Accepts these fields without looking at them: they belong to Kubernetes. */
  void skip(Collection<String> names) {
    known.addAll(names);
  }

  /** Reports every field that nobody asked for. Call it last. */
  void refuseUnknown() {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                report(
                    UNKNOWN_FIELD,
                    field(name),
                    "There is no field " + field(name) + ".",
                    "Known here: " + String.join(", ", known) + ".");
              }
            });
  }

  private @Nullable JsonNode value(String name) {
    known.add(name);
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : value;
  }

  private void wrongType(String name, String wanted) {
    report(
        WRONG_TYPE, field(name), field(name) + " is not " + wanted + ".", "Give " + wanted + ".");
  }

  private void badQuantity(String name, String text) {
    report(
        BAD_QUANTITY,
        field(name),
        "\"" + text + "\" is not a quantity.",
        "Write a number with a Kubernetes suffix, such as 10Gi, 512Mi or 500m.");
  }

  private void notPositive(String name, String text) {
    report(
        SIZE_NOT_POSITIVE,
        field(name),
        field(name) + " is " + text + ", which is not above zero.",
        "Give a size above zero, or remove the field to take the default.");
  }
}
