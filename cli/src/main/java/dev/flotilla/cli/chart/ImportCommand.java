// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.chart;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.cli.ExitCode;
import dev.flotilla.cli.output.Formats;
import dev.flotilla.cli.session.Session;
import dev.flotilla.cli.session.Terminal;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Turns values of the official NATS chart into a NatsCluster. */
@Command(
    name = "import",
    description = {
      "Convert values of the official NATS Helm chart to a NatsCluster, on stdout.",
      "Unsupported keys are reported on stderr. Nothing is stored or deployed."
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

  /** Makes the command. */
  public ImportCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws JsonProcessingException {
    ObjectNode order = JsonNodeFactory.instance.objectNode();
    order.put("name", name).put("namespace", namespace).put("version", version);
    order.set("values", ValuesFile.read(file));
    JsonNode answer = session.hub().post("/imports/nats-chart", order).body();
    Terminal terminal = session.terminal();
    terminal.out().print(Formats.yaml().writeValueAsString(answer.path("document")));
    terminal.err().print(ImportNotes.render(answer.path("notes")));
    return ExitCode.DONE.number();
  }
}
