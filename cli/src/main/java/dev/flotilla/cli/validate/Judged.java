// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.validate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.cli.manifest.YamlDocument;
import dev.flotilla.cli.manifest.YamlFile.SyntaxError;
import dev.flotilla.nats.validation.Validation;
import dev.flotilla.nats.validation.Validation.Result;
import dev.flotilla.protocol.Code;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of one document.
 *
 * @param file as it was named, or found in a folder
 * @param line where the document begins, from 1
 * @param kind what it says it is; null when it does not, or cannot be read
 * @param name in its metadata; null likewise
 * @param outcome whether it can be deployed
 * @param findings in the order of the parser
 */
record Judged(
    String file,
    int line,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String kind,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String name,
    Outcome outcome,
    List<Located> findings) {

  enum Outcome {
    /** It can be deployed. */
    VALID,
    /** It cannot be deployed, or not even be read. */
    INVALID,
    /** It is no resource of Flotilla. */
    SKIPPED;

    @JsonValue
    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A finding and its place.
   *
   * @param line from 1
   * @param result as the hub reports it
   */
  record Located(int line, @JsonUnwrapped Result result) {}

  static Judged of(String file, YamlDocument document, Validation validation) {
    return of(
        file,
        document,
        validation.valid() ? Outcome.VALID : Outcome.INVALID,
        validation.findings().stream()
            .map(result -> new Located(document.lineOf(result.field()), result))
            .toList());
  }

  static Judged skipped(String file, YamlDocument document) {
    return of(file, document, Outcome.SKIPPED, List.of());
  }

  static Judged unreadable(String file, SyntaxError error) {
    Result result =
        new Result(
            Result.ERROR,
            Code.MALFORMED.name(),
            "",
            "The file is not valid YAML: " + error.message() + ".",
            "");
    return new Judged(
        file,
        error.line(),
        null,
        null,
        Outcome.INVALID,
        List.of(new Located(error.line(), result)));
  }

  private static Judged of(
      String file, YamlDocument document, Outcome outcome, List<Located> findings) {
    return new Judged(
        file,
        document.line(),
        text(document.tree().path("kind")),
        text(document.tree().path("metadata").path("name")),
        outcome,
        findings);
  }

  private static @Nullable String text(JsonNode node) {
    return node.isTextual() ? node.textValue() : null;
  }

  boolean invalid() {
    return outcome == Outcome.INVALID;
  }

  long count(String severity) {
    return findings.stream()
        .filter(finding -> finding.result().severity().equals(severity))
        .count();
  }
}
