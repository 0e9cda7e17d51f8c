// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster;

import static dev.flotilla.nats.cluster.FindingCode.BAD_QUANTITY;
import static dev.flotilla.nats.cluster.FindingCode.BAD_VALUE;
import static dev.flotilla.nats.cluster.FindingCode.SIZE_NOT_POSITIVE;
import static dev.flotilla.nats.cluster.FindingCode.UNKNOWN_FIELD;
import static dev.flotilla.nats.cluster.FindingCode.WRONG_TYPE;

import java.util.List;
import java.util.Set;

/**
 * Gathers what is wrong with a document, in the words that every field shares.
 *
 * @param gathered in the order of reading
 */
record Findings(List<Finding> gathered) {

  void add(Finding finding) {
    gathered.add(finding);
  }

  void wrongType(String field, String wanted) {
    add(new Finding(WRONG_TYPE, field, field + " is not " + wanted + ".", "Set " + wanted + "."));
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
}
