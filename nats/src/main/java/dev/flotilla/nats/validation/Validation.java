// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.validation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.nats.catalogue.Catalogue;
import dev.flotilla.nats.cluster.NatsCluster;
import dev.flotilla.nats.cluster.parser.NatsClusterParser;
import dev.flotilla.nats.document.Finding;
import dev.flotilla.nats.document.Parsed;
import dev.flotilla.nats.document.Stage;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything that the parser finds in one NatsCluster document. Hub and command line answer with
 * this same value.
 *
 * @param valid whether the document can be deployed; warnings do not stop it
 * @param findings errors first, then warnings, then what {@code spec.waivers} allows
 */
public record Validation(boolean valid, List<Result> findings) {

  /**
   * One finding, with its consequence for this document.
   *
   * @param severity {@code error}, {@code warning} or {@code waived}
   * @param code stable code, such as {@code EVEN_REPLICAS}
   * @param field path, such as {@code spec.replicas}; empty for the whole document
   * @param message one sentence
   * @param hint what to do about it, one sentence
   */
  public record Result(String severity, String code, String field, String message, String hint) {
    /** It rejects the document. */
    public static final String ERROR = "error";

    /** It does not reject the document. */
    public static final String WARNING = "warning";

    /** It would reject the document, but {@code spec.waivers} allows it. */
    public static final String WAIVED = "waived";

    private static Result of(String severity, Finding finding) {
      return new Result(
          severity, finding.code().name(), finding.field(), finding.message(), finding.hint());
    }
  }

  public Validation {
    findings = List.copyOf(findings);
  }

  /** Judges a whole document, with {@code apiVersion}, {@code kind} and {@code metadata}. */
  public static Validation of(JsonNode document, Stage stage, Catalogue catalogue) {
    Parsed<NatsCluster> parsed = NatsClusterParser.parse(document, stage, catalogue);
    return new Validation(
        parsed.accepted(),
        Stream.of(
                parsed.errors().stream().map(finding -> Result.of(Result.ERROR, finding)),
                parsed.warnings().stream().map(finding -> Result.of(Result.WARNING, finding)),
                parsed.waived().stream().map(finding -> Result.of(Result.WAIVED, finding)))
            .flatMap(results -> results)
            .toList());
  }
}
