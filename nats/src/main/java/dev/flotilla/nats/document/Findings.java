// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.document;

import static dev.flotilla.nats.document.FindingCode.BAD_QUANTITY;
import static dev.flotilla.nats.document.FindingCode.BAD_VALUE;
import static dev.flotilla.nats.document.FindingCode.MISSING_FIELD;
import static dev.flotilla.nats.document.FindingCode.SIZE_NOT_POSITIVE;
import static dev.flotilla.nats.document.FindingCode.UNKNOWN_FIELD;
import static dev.flotilla.nats.document.FindingCode.WRONG_TYPE;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Collects the findings of one document, in the order of reading. The findings that any field can
 * have are worded here.
 */
public final class Findings {
  private final String kind;
  private final List<Finding> collected = new ArrayList<>();

  /** None yet, of a document of that kind. */
  public Findings(String kind) {
    this.kind = kind;
  }

  void add(Finding finding) {
    collected.add(finding);
  }

  void noObject() {
    String hint = "Send a single " + kind + " manifest.";
    add(new Finding(WRONG_TYPE, "", "The document is not an object.", hint));
  }

  void badValue(String field, String message) {
    add(new Finding(BAD_VALUE, field, message, "See the " + kind + " reference for its format."));
  }

  void wrongType(String field, String wanted) {
    add(new Finding(WRONG_TYPE, field, field + " is not " + wanted + ".", "Set " + wanted + "."));
  }

  void missing(String field, String hint) {
    add(new Finding(MISSING_FIELD, field, field + " is missing.", hint));
  }

  void empty(String field) {
    add(new Finding(BAD_VALUE, field, field + " is empty.", "Set a value or remove the field."));
  }

  void notOfForm(String field, String text, String wanted) {
    String message = "\"" + text + "\" is not " + wanted + ".";
    add(new Finding(BAD_VALUE, field, message, "Set " + wanted + "."));
  }

  void badQuantity(String field, String text) {
    String hint = "Write a number with a Kubernetes suffix, such as 10Gi, 512Mi or 500m.";
    add(new Finding(BAD_QUANTITY, field, "\"" + text + "\" is not a quantity.", hint));
  }

  void notPositive(String field, String text) {
    add(
        new Finding(
            SIZE_NOT_POSITIVE,
            field,
            field + " is " + text + ", but must be positive.",
            "Set a positive size, or remove the field to use the default."));
  }

  void unknown(String field, Set<String> known) {
    String message = "Unknown field " + field + ".";
    add(
        new Finding(
            UNKNOWN_FIELD, field, message, "Known fields: " + String.join(", ", known) + "."));
  }

  /**
   * The outcome of reading the document.
   *
   * @param value what was read; dropped if there are errors
   * @param waivers codes that the document waives
   */
  public <T> Parsed<T> outcome(Optional<T> value, Collection<String> waivers) {
    List<Finding> errors = new ArrayList<>();
    List<Finding> warnings = new ArrayList<>();
    List<Finding> waived = new ArrayList<>();
    for (Finding finding : collected) {
      if (finding.waivable() && waivers.contains(finding.code().name())) {
        waived.add(finding);
      } else {
        (finding.severity() == Severity.ERROR ? errors : warnings).add(finding);
      }
    }
    return new Parsed<>(errors.isEmpty() ? value : Optional.empty(), errors, warnings, waived);
  }
}
