// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.validate;

import dev.flotilla.cli.output.Sentences;
import dev.flotilla.cli.session.Terminal;
import dev.flotilla.cli.validate.Judged.Located;
import dev.flotilla.cli.validate.Judged.Outcome;
import dev.flotilla.nats.validation.Validation.Result;
import java.util.List;
import java.util.stream.Collectors;

/** Findings as compilers print them, {@code FILE:LINE: severity: …}, which editors can follow. */
record ValidationScreen(Terminal terminal) {
  String render(List<Judged> documents) {
    String findings =
        documents.stream()
            .flatMap(document -> document.findings().stream().map(found -> line(document, found)))
            .collect(Collectors.joining());
    return findings + summary(documents) + "\n";
  }

  private String line(Judged document, Located found) {
    Result result = found.result();
    String field = result.field().isEmpty() ? "" : result.field() + ": ";
    boolean hinted = !result.hint().isEmpty() && !result.severity().equals(Result.WAIVED);
    return "%s:%d: %s: %s%s\n%s"
        .formatted(
            document.file(),
            found.line(),
            terminal.judged(result.severity(), !result.severity().equals(Result.ERROR)),
            field,
            Sentences.withCode(result.message(), result.code()),
            hinted ? "    " + result.hint() + "\n" : "");
  }

  private static String summary(List<Judged> documents) {
    return "Documents: %d valid, %d invalid, %d skipped. Errors: %d, warnings: %d, waived: %d."
        .formatted(
            count(documents, Outcome.VALID),
            count(documents, Outcome.INVALID),
            count(documents, Outcome.SKIPPED),
            count(documents, Result.ERROR),
            count(documents, Result.WARNING),
            count(documents, Result.WAIVED));
  }

  private static long count(List<Judged> documents, Outcome outcome) {
    return documents.stream().filter(document -> document.outcome() == outcome).count();
  }

  private static long count(List<Judged> documents, String severity) {
    return documents.stream().mapToLong(document -> document.count(severity)).sum();
  }
}
