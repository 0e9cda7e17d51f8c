// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * One object of a document while it is read. Each read names a known field; a value that does not
 * fit is a finding and reads as absent. {@link #refuseUnknown} reports the fields that are left.
 */
public final class Section {
  private static final Pattern OBJECT_NAME =
      Pattern.compile("[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?");

  private final Fields fields;
  private final Findings findings;

  private Section(Fields fields) {
    this.fields = fields;
    this.findings = fields.findings();
  }

  /** A whole document. */
  public static Section of(JsonNode document, Findings findings) {
    if (!document.isObject()) {
      findings.noObject();
    }
    return new Section(new Fields("", document, findings));
  }

  /** This section with defaults for the fields that it leaves out. */
  public Section over(UnaryOperator<JsonNode> defaults) {
    return new Section(
        new Fields(
            fields.path(),
            defaults.apply(fields.node()),
            findings,
            new LinkedHashSet<>(fields.known())));
  }

  /** Reports an error. */
  public void report(FindingCode code, String field, String message, String hint) {
    report(new Finding(code, field, message, hint));
  }

  /** Reports a warning. */
  public void warn(FindingCode code, String field, String message, String hint) {
    report(new Finding(code, Severity.WARNING, field, message, hint));
  }

  /** Reports a finding whose severity depends on more than the value. */
  public void report(Finding finding) {
    findings.add(finding);
  }

  /** Reports a value of the right type that the field does not accept. */
  public void bad(String name, String message) {
    findings.badValue(field(name), message);
  }

  /** Reports that a required field is absent. */
  public void missing(String name, String hint) {
    findings.missing(field(name), hint);
  }

  /** Path of a field in the document. */
  public String field(String name) {
    return fields.path(name);
  }

  /** Whether the field has a value. */
  public boolean has(String name) {
    return fields.value(name).isPresent();
  }

  /** The object of that name; an empty one if it is absent. */
  public Section section(String name) {
    JsonNode object = object(name).orElseGet(JsonNodeFactory.instance::objectNode);
    return new Section(new Fields(field(name), object, findings));
  }

  /** The objects of a list. */
  public List<Section> sections(String name) {
    List<Section> sections = new ArrayList<>();
    fields
        .elements(name, Shape.OBJECT)
        .forEach(
            (element, node) ->
                sections.add(new Section(new Fields(field(element), node, findings))));
    return sections;
  }

  /** A text that is not blank. */
  public Optional<String> text(String name) {
    Optional<String> text = fields.read(name, Shape.TEXT).map(JsonNode::textValue);
    if (text.isPresent() && text.get().isBlank()) {
      findings.empty(field(name));
      return Optional.empty();
    }
    return text;
  }

  /** A text of that form, which {@code wanted} describes. */
  public Optional<String> matching(String name, Pattern syntax, String wanted) {
    Optional<String> text = text(name);
    if (text.isPresent() && !syntax.matcher(text.get()).matches()) {
      findings.notOfForm(field(name), text.get(), wanted);
      return Optional.empty();
    }
    return text;
  }

  /** The name of a Kubernetes object. */
  public Optional<String> objectName(String name) {
    return matching(name, OBJECT_NAME, "a valid name of a Kubernetes object");
  }

  /** The texts of a list; each element that is no text is a finding. */
  public List<String> texts(String name) {
    return new ArrayList<>(
        fields.elements(name, Shape.ELEMENT).values().stream().map(JsonNode::textValue).toList());
  }

  /** The texts of a list, each of that form. */
  public List<String> texts(String name, Pattern syntax, String wanted) {
    List<String> texts = texts(name);
    for (int index = 0; index < texts.size(); index++) {
      if (!syntax.matcher(texts.get(index)).matches()) {
        findings.notOfForm(field(name + "[" + index + "]"), texts.get(index), wanted);
      }
    }
    return texts;
  }

  /** The texts of an object whose keys are free, such as labels. */
  public Map<String, String> textsByKey(String name) {
    Map<String, String> texts = new TreeMap<>();
    fields.entries(name, Shape.TEXT).forEach((key, node) -> texts.put(key, node.textValue()));
    return texts;
  }

  /** True or false. */
  public Optional<Boolean> flag(String name) {
    return fields.read(name, Shape.FLAG).map(JsonNode::booleanValue);
  }

  /** A whole number of any size. */
  public Optional<BigInteger> number(String name) {
    return fields.read(name, Shape.INTEGER).map(JsonNode::bigIntegerValue);
  }

  /** A whole number from 1 to 2147483647. */
  public Optional<Integer> count(String name) {
    Optional<BigInteger> number = number(name);
    if (number.isPresent() && (number.get().signum() <= 0 || number.get().bitLength() > 31)) {
      bad(name, number.get() + " is not an integer from 1 to 2147483647.");
      return Optional.empty();
    }
    return number.map(BigInteger::intValueExact);
  }

  /** A TCP port. */
  public Optional<Integer> port(String name) {
    Optional<Integer> port = count(name);
    if (port.isPresent() && port.get() > 65_535) {
      bad(name, port.get() + " is not a port from 1 to 65535.");
      return Optional.empty();
    }
    return port;
  }

  /** A quantity above zero, written as a string or as a plain number. */
  public Optional<Quantity> quantity(String name) {
    Optional<String> text = fields.read(name, Shape.QUANTITY).map(JsonNode::asText);
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

  /** An object that is passed on unchanged. */
  public Optional<JsonNode> object(String name) {
    return fields.read(name, Shape.OBJECT);
  }

  /** A list that is passed on unchanged. */
  public Optional<JsonNode> array(String name) {
    return fields.read(name, Shape.LIST);
  }

  /** Accepts these fields without validation: they belong to Kubernetes. */
  public void skip(Collection<String> names) {
    fields.known().addAll(names);
  }

  /** Reports each field that has not been read. Call it last. */
  public void refuseUnknown() {
    fields.refuseUnknown();
  }
}
