// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster;

import static dev.flotilla.nats.cluster.FindingCode.BAD_VALUE;
import static dev.flotilla.nats.cluster.FindingCode.WRONG_TYPE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.flotilla.nats.profile.Profile;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One object of the document while it is read: each read names a known field, what is left over is
 * unknown.
 */
final class Section {
  private static final Pattern OBJECT_NAME =
      Pattern.compile("[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?");

  private final String path;
  private final JsonNode node;
  private final Findings findings;
  private final Set<String> known = new LinkedHashSet<>();

  /** The document itself. */
  Section(JsonNode document, List<Finding> findings) {
    this("", document, new Findings(findings));
    if (!document.isObject()) {
      report(
          WRONG_TYPE, "", "The document is not an object.", "Send a single NatsCluster manifest.");
    }
  }

  private Section(String path, JsonNode node, Findings findings) {
    this.path = path;
    this.node = node;
    this.findings = findings;
  }

  void report(FindingCode code, String field, String message, String hint) {
    report(new Finding(code, field, message, hint));
  }

  void warn(FindingCode code, String field, String message, String hint) {
    report(new Finding(code, Severity.WARNING, field, message, hint));
  }

  void report(Finding finding) {
    findings.add(finding);
  }

  /** This section with the defaults of a profile beneath it. */
  Section over(Profile profile) {
    Section merged = new Section(path, profile.beneath(node), findings);
    merged.known.addAll(known);
    return merged;
  }

  String field(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  boolean has(String name) {
    return value(name) != null;
  }

  /** The object of that name; an empty one where it is absent. */
  Section section(String name) {
    JsonNode object = object(name).orElseGet(JsonNodeFactory.instance::objectNode);
    return new Section(field(name), object, findings);
  }

  Optional<String> text(String name) {
    Optional<String> text =
        read(name, JsonNode::isTextual, "a string (quote it)").map(JsonNode::textValue);
    if (text.isPresent() && text.get().isBlank()) {
      findings.empty(field(name));
      return Optional.empty();
    }
    return text;
  }

  Optional<Boolean> flag(String name) {
    return read(name, JsonNode::isBoolean, "true or false").map(JsonNode::booleanValue);
  }

  Optional<BigInteger> number(String name) {
    return read(name, JsonNode::isIntegralNumber, "an integer").map(JsonNode::bigIntegerValue);
  }

  /** A quantity above zero, written as a text or as a plain number. */
  Optional<Quantity> quantity(String name) {
    Optional<String> text =
        read(name, node -> node.isTextual() || node.isNumber(), "a quantity such as 10Gi")
            .map(JsonNode::asText);
    Optional<Quantity> quantity = text.flatMap(Quantity::parse);
    if (text.isPresent() && quantity.isEmpty()) {
      findings.badQuantity(field(name), text.get());
    }
    if (quantity.isPresent() && !quantity.get().isPositive()) {
      findings.notPositive(field(name), text.orElseThrow());
      return Optional.empty();
    }
    return quantity;
  }

  /** The texts of a list; each element that is no text is a finding. */
  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    elements(name, JsonNode::isTextual, "a string")
        .forEach((element, node) -> texts.add(node.textValue()));
    return texts;
  }

  /** The texts of a list, each of that form. */
  List<String> texts(String name, Pattern syntax, String wanted) {
    List<String> texts = texts(name);
    for (int index = 0; index < texts.size(); index++) {
      if (!syntax.matcher(texts.get(index)).matches()) {
        findings.notOfForm(field(name + "[" + index + "]"), texts.get(index), wanted);
      }
    }
    return texts;
  }

  /** The texts of an object whose keys are the person's own. */
  Map<String, String> textsByKey(String name) {
    Map<String, String> texts = new TreeMap<>();
    object(name)
        .ifPresent(
            node ->
                node.properties()
                    .forEach(
                        entry -> {
                          if (entry.getValue().isTextual()) {
                            texts.put(entry.getKey(), entry.getValue().textValue());
                          } else {
                            findings.wrongType(
                                field(name + "." + entry.getKey()), "a string (quote it)");
                          }
                        }));
    return texts;
  }

  /** An object that is passed on as it is. */
  Optional<JsonNode> object(String name) {
    return read(name, JsonNode::isObject, "an object");
  }

  /** A list that is passed on as it is. */
  Optional<JsonNode> array(String name) {
    return read(name, JsonNode::isArray, "a list");
  }

  /** The objects of a list. */
  List<Section> sections(String name) {
    List<Section> sections = new ArrayList<>();
    elements(name, JsonNode::isObject, "an object")
        .forEach((element, node) -> sections.add(new Section(field(element), node, findings)));
    return sections;
  }

  /** A whole number from 1 to two billion. */
  Optional<Integer> count(String name) {
    Optional<BigInteger> number = number(name);
    if (number.isPresent() && (number.get().signum() <= 0 || number.get().bitLength() > 31)) {
      bad(name, number.get() + " is not an integer from 1 to 2147483647.");
      return Optional.empty();
    }
    return number.map(BigInteger::intValueExact);
  }

  /** A port of TCP. */
  Optional<Integer> port(String name) {
    Optional<Integer> port = count(name);
    if (port.isPresent() && port.get() > 65_535) {
      bad(name, port.get() + " is not a port from 1 to 65535.");
      return Optional.empty();
    }
    return port;
  }

  /** A text of that form; {@code wanted} says which in words. */
  Optional<String> matching(String name, Pattern syntax, String wanted) {
    Optional<String> text = text(name);
    if (text.isPresent() && !syntax.matcher(text.get()).matches()) {
      findings.notOfForm(field(name), text.get(), wanted);
      return Optional.empty();
    }
    return text;
  }

  /** The name of an object of Kubernetes. */
  Optional<String> objectName(String name) {
    return matching(name, OBJECT_NAME, "a valid name of a Kubernetes object");
  }

  /** Reports a value of the right type that the field does not take. */
  void bad(String name, String message) {
    report(BAD_VALUE, field(name), message, "See the NatsCluster reference for its format.");
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
                findings.unknown(field(name), known);
              }
            });
  }

  /** What is there and has that shape; another shape is a finding. */
  private Optional<JsonNode> read(String name, Predicate<JsonNode> shape, String wanted) {
    Optional<JsonNode> value = Optional.ofNullable(value(name));
    if (value.isPresent() && !shape.test(value.get())) {
      findings.wrongType(field(name), wanted);
      return Optional.empty();
    }
    return value;
  }

  /** The elements of a list that have that shape, by their names; each other one is a finding. */
  private Map<String, JsonNode> elements(String name, Predicate<JsonNode> shape, String wanted) {
    Map<String, JsonNode> elements = new LinkedHashMap<>();
    JsonNode array = array(name).orElseGet(JsonNodeFactory.instance::arrayNode);
    for (int index = 0; index < array.size(); index++) {
      String element = name + "[" + index + "]";
      if (shape.test(array.get(index))) {
        elements.put(element, array.get(index));
      } else {
        findings.wrongType(field(element), wanted);
      }
    }
    return elements;
  }

  private @Nullable JsonNode value(String name) {
    known.add(name);
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : value;
  }
}
