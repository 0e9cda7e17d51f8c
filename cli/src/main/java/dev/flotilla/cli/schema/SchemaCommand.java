// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.flotilla.cli.ExitCode;
import dev.flotilla.cli.catalogue.CatalogueOptions;
import dev.flotilla.cli.output.Formats;
import dev.flotilla.cli.session.Session;
import dev.flotilla.nats.cluster.PublishedSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints the JSON schema of a NatsCluster. */
@Command(
    name = "schema",
    description = {
      "Print the JSON schema of NatsCluster, for completion and validation in editors.",
      "Reference it in the first line of a file: # yaml-language-server: $schema=natscluster.schema.json"
    },
    footer = {"", "Example:", "  ${ROOT-COMMAND-NAME} schema > natscluster.schema.json"})
public final class SchemaCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private CatalogueOptions catalogue = new CatalogueOptions();

  /** Makes the command. */
  public SchemaCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws JsonProcessingException {
    session
        .terminal()
        .out()
        .println(
            Formats.json()
                .writeValueAsString(PublishedSchema.natsCluster(catalogue.resolve(session))));
    return ExitCode.DONE.number();
  }
}
