// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.validate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.cli.ExitCode;
import dev.flotilla.cli.Failure;
import dev.flotilla.cli.catalogue.CatalogueOptions;
import dev.flotilla.cli.output.Formats;
import dev.flotilla.cli.output.OutputOptions;
import dev.flotilla.cli.session.InputText;
import dev.flotilla.cli.session.Session;
import dev.flotilla.cli.validate.Judged.Outcome;
import dev.flotilla.nats.document.Stage;
import dev.flotilla.nats.validation.Validation.Result;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Reports every finding about NatsClusters in files, for editors and CI. */
@Command(
    name = "validate",
    description = {
      "Check NatsCluster files and report every finding at once. Needs no hub and no login.",
      "Documents of other kinds are skipped. Exits with 0 if all are valid, 2 if one is not,",
      "1 if there are only warnings and --strict is set."
    },
    footer = {
      "",
      "Example:",
      "  ${ROOT-COMMAND-NAME} validate -f orders.yaml",
      "  ${ROOT-COMMAND-NAME} validate -f clusters/ --strict --offline",
      "  helm template ./shop | ${ROOT-COMMAND-NAME} validate -f - -o json"
    })
public final class ValidateCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = {"-f", "--file"},
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description = "YAML or JSON files, folders of them, or '-' for stdin")
  private List<String> files = List.of();

  @Option(
      names = "--running",
      description = "Judge changes of running servers rather than first deployments")
  private boolean running;

  @Option(names = "--strict", description = "Exit with 1 on warnings")
  private boolean strict;

  @Mixin private OutputOptions output = new OutputOptions();

  @Mixin private CatalogueOptions catalogue = new CatalogueOptions();

  /** Makes the command. */
  public ValidateCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    List<Judged> documents = judge();
    documents.stream()
        .filter(document -> document.outcome() == Outcome.SKIPPED)
        .forEach(this::reportSkipped);
    if (documents.stream().allMatch(document -> document.outcome() == Outcome.SKIPPED)) {
      throw Failure.invalid(
          "No NatsCluster in " + String.join(", ", files),
          "Pass files that contain documents of kind NatsCluster.");
    }
    output.print(
        session.terminal().out(),
        json(documents),
        () -> new ValidationScreen(session.terminal()).render(documents));
    return exitCode(documents).number();
  }

  private List<Judged> judge() {
    List<String> texts = ManifestFiles.of(files);
    Validator validator =
        new Validator(running ? Stage.RUNNING : Stage.FIRST_DEPLOY, catalogue.resolve(session));
    return texts.stream()
        .flatMap(
            file -> validator.judge(file.equals("-") ? "stdin" : file, InputText.of(file)).stream())
        .toList();
  }

  private void reportSkipped(Judged document) {
    session
        .terminal()
        .err()
        .printf(
            Locale.ROOT,
            "%s:%d: skipped: %s%s is not a NatsCluster%n",
            document.file(),
            document.line(),
            document.kind(),
            document.name() == null ? "" : " " + document.name());
  }

  private static ObjectNode json(List<Judged> documents) {
    ObjectNode report = Formats.json().createObjectNode();
    return report
        .put("valid", documents.stream().noneMatch(Judged::invalid))
        .set("documents", Formats.json().valueToTree(documents));
  }

  private ExitCode exitCode(List<Judged> documents) {
    if (documents.stream().anyMatch(Judged::invalid)) {
      return ExitCode.INVALID;
    }
    boolean warned = documents.stream().anyMatch(document -> document.count(Result.WARNING) > 0);
    return strict && warned ? ExitCode.UNHEALTHY : ExitCode.DONE;
  }
}
