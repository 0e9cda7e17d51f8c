// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.backup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.cli.hub.HubClient;
import dev.flotilla.cli.operations.FollowOptions;
import dev.flotilla.cli.output.OutputOptions;
import dev.flotilla.cli.session.Confirmation;
import dev.flotilla.cli.session.Session;
import dev.flotilla.cli.view.Address;
import dev.flotilla.cli.view.Views;
import dev.flotilla.protocol.api.NatsClusterView;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Restores streams of a set into a NatsCluster, and follows the operation to its end. */
@Command(
    name = "restore",
    description = {
      "Restore streams of a backup into a NatsCluster, compared with what was saved.",
      "Existing streams are left alone, unless --replace names them.",
      "Interrupting this command does not stop the operation."
    },
    footer = {
      "",
      "Claims and Secrets are those of the NatsCluster's namespace.",
      "",
      "Example:",
      "  ${ROOT-COMMAND-NAME} restore orders --backup orders-20261121-1200 --dry-run",
      "  ${ROOT-COMMAND-NAME} restore orders --backup orders-20261121-1200 --include 'APP/*'",
      "  ${ROOT-COMMAND-NAME} restore west/nats/orders --set latest --source east/nats/orders \\",
      "    --volume-claim backups --identity-secret backup-identity"
    })
public final class RestoreCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      paramLabel = "NATSCLUSTER",
      description = "member/namespace/name, or a unique end of it")
  private String natsCluster = "";

  @Mixin private RestoreSpec spec = new RestoreSpec();

  @Option(names = "--yes", description = "Delete what --replace names without asking")
  private boolean yes;

  @Mixin private FollowOptions operation = new FollowOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  /** Makes the command. */
  public RestoreCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    HubClient hub = session.hub();
    NatsClusterView cluster =
        Address.resolve(
            natsCluster, Views.items(hub.list("/natsclusters", Map.of()), NatsClusterView.class));
    ObjectNode document =
        spec.document(
            cluster,
            JobName.restore(cluster.name(), session.clock().instant()),
            new KnownBackups(hub),
            session.terminal().err());
    if (!yes) {
      spec.deleted()
          .forEach(
              stream ->
                  Confirmation.typed(
                      "Stream %s of %s is deleted with its data"
                          .formatted(stream, cluster.address()),
                      stream));
    }
    return new JobRequest(session, operation, output)
        .send(JobKind.RESTORE, cluster, document)
        .number();
  }
}
