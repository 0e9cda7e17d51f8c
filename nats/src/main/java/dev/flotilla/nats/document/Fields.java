// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of one JSON object, and which of them have been asked for.
 *
 * @param path of the object in the document; empty for the document itself
 * @param node the object
 * @param findings where a value of another JSON type is reported
 * @param known names that have been asked for, in this order
 */
record Fields(String path, JsonNode node, Findings findings, Set<String> known) {
  Fields(String path, JsonNode node, Findings findings) {
    this(path, node, findings, new LinkedHashSet<>());
  }

  /** Path of one of them in the document. */
  String path(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  /** The value; empty if it is absent or null, as YAML reads a field that is left empty. */
  Optional<JsonNode> value(String name) {
    known.add(name);
    return Optional.ofNullable(node.get(name)).filter(value -> !value.isNull());
  }

  /** The value if it has that shape; another shape is a finding. */
  Optional<JsonNode> read(String name, Shape shape) {
    Optional<JsonNode> value = value(name);
    if (value.isPresent() && !shape.fits(value.get())) {
      findings.wrongType(path(name), shape.words());
      return Optional.empty();
    }
    return value;
  }

  /** The elements of a list that have that shape, by their names; another shape is a finding. */
  Map<String, JsonNode> elements(String name, Shape shape) {
    Map<String, JsonNode> elements = new LinkedHashMap<>();
    JsonNode array = read(name, Shape.LIST).orElseGet(JsonNodeFactory.instance::arrayNode);
    for (int index = 0; index < array.size(); index++) {
      add(elements, name + "[" + index + "]", array.get(index), shape);
    }
    return elements;
  }

  /** The fields of an object whose names are free, in the same way. */
  Map<String, JsonNode> entries(String name, Shape shape) {
    Map<String, JsonNode> entries = new LinkedHashMap<>();
    read(name, Shape.OBJECT)
        .ifPresent(
            object ->
                object
                    .properties()
                    .forEach(
                        entry -> {
                          if (shape.fits(entry.getValue())) {
                            entries.put(entry.getKey(), entry.getValue());
                          } else {
                            findings.wrongType(path(name + "." + entry.getKey()), shape.words());
                          }
                        }));
    return entries;
  }

  /** Reports each field that has not been asked for. */
  void refuseUnknown() {
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                findings.unknown(path(name), known);
              }
            });
  }

  private void add(Map<String, JsonNode> elements, String element, JsonNode value, Shape shape) {
    if (shape.fits(value)) {
      elements.put(element, value);
    } else {
      findings.wrongType(path(element), shape.words());
    }
  }
}
