// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.backup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.cli.hub.HubClient;
import dev.flotilla.cli.operations.FollowOptions;
import dev.flotilla.cli.output.OutputOptions;
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

/** Requests a backup of a NatsCluster, and follows the operation to its end. */
@Command(
    name = "create",
    description = {
      "Back up the streams of a NatsCluster: one encrypted set, written once.",
      "Storage and recipients are those of its newest backup, unless they are given.",
      "Interrupting this command does not stop the operation."
    },
    footer = {
      "",
      "Claims and Secrets are those of the NatsCluster's namespace.",
      "",
      "Example:",
      "  ${ROOT-COMMAND-NAME} backup create orders --volume-claim backups --recipient age1…",
      "  ${ROOT-COMMAND-NAME} backup create orders --base latest --verify decoded",
      "  ${ROOT-COMMAND-NAME} backup create orders --s3 nats/orders --endpoint https://s3.example.org \\",
      "    --credentials-secret s3 --recipient age1… --dry-run"
    })
final class BackupCreateCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      paramLabel = "NATSCLUSTER",
      description = "member/namespace/name, or a unique end of it")
  private String natsCluster = "";

  @Mixin private BackupSpec spec = new BackupSpec();

  @Option(names = "--dry-run", description = "Print the NatsBackup that would be sent, and stop")
  private boolean dryRun;

  @Mixin private FollowOptions operation = new FollowOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  BackupCreateCommand(Session session) {
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
            JobName.backup(cluster.name(), session.clock().instant()),
            new KnownBackups(hub),
            session.terminal().err());
    JobRequest request = new JobRequest(session, operation, output);
    return dryRun
        ? request.print(document).number()
        : request.send(JobKind.BACKUP, cluster, document).number();
  }
}
