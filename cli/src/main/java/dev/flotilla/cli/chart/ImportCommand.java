// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.chart;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.flotilla.cli.ExitCode;
import dev.flotilla.cli.Failure;
import dev.flotilla.cli.Failure.WrongField;
import dev.flotilla.cli.catalogue.CatalogueOptions;
import dev.flotilla.cli.output.Formats;
import dev.flotilla.cli.session.Session;
import dev.flotilla.cli.session.Terminal;
import dev.flotilla.nats.chart.ChartValues;
import dev.flotilla.nats.chart.Conversion;
import dev.flotilla.nats.chart.Wanted;
import dev.flotilla.nats.document.Finding;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Turns values of the official NATS chart into a NatsCluster. */
@Command(
    name = "import",
    description = {
      "Convert values of the official NATS Helm chart to a NatsCluster, on stdout.",
      "Unsupported keys are reported on stderr. Nothing is stored or deployed.",
      "Needs no hub and no login; the values stay on this machine."
    },
    footer = {
      "",
      "Example:",
      "  ${ROOT-COMMAND-NAME} import values.yaml --name orders --namespace nats > orders.yaml",
      "  helm get values nats -n nats -o yaml | ${ROOT-COMMAND-NAME} import - --name orders"
    })
public final class ImportCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "FILE", description = "Helm values as YAML; '-' reads stdin")
  private String file = "";

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Name of the NatsCluster; default: fullnameOverride of the values, or nats")
  private @Nullable String name;

  @Option(
      names = "--namespace",
      paramLabel = "NAMESPACE",
      description =
          "Namespace of the NatsCluster; default: namespaceOverride of the values, or none")
  private @Nullable String namespace;

  @Option(
      names = "--version",
      paramLabel = "VERSION",
      description = "Version of nats-server; default: that of the image, or the nearest known one")
  private @Nullable String version;

  @Mixin private CatalogueOptions catalogue = new CatalogueOptions();

  /** Makes the command. */
  public ImportCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws JsonProcessingException {
    ChartValues values = new ChartValues(ValuesFile.read(file));
    Wanted wanted =
        new Wanted(
            Optional.ofNullable(name),
            Optional.ofNullable(namespace),
            Optional.ofNullable(version));
    return switch (values.imported(wanted, catalogue.resolve(session))) {
      case Conversion.Imported imported -> print(imported).number();
      case Conversion.Refused(var findings) -> throw refused(findings);
    };
  }

  private ExitCode print(Conversion.Imported imported) throws JsonProcessingException {
    Terminal terminal = session.terminal();
    terminal.out().print(Formats.yaml().writeValueAsString(imported.document()));
    terminal.err().print(ImportNotes.render(imported.notes()));
    return ExitCode.DONE;
  }

  private static Failure refused(List<Finding> findings) {
    return Failure.of(
        ExitCode.INVALID,
        findings.stream()
            .map(
                finding ->
                    new WrongField(
                        finding.field(), finding.code().name(), finding.message(), finding.hint()))
            .toList());
  }
}
