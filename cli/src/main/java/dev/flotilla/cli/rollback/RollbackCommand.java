// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.rollback;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.cli.ExitCode;
import dev.flotilla.cli.deploy.PlanRequest;
import dev.flotilla.cli.hub.HubClient;
import dev.flotilla.cli.operations.FollowOptions;
import dev.flotilla.cli.output.OutputOptions;
import dev.flotilla.cli.session.Session;
import dev.flotilla.cli.view.Address;
import dev.flotilla.cli.view.Views;
import dev.flotilla.protocol.api.NatsClusterView;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings a NatsCluster back to an earlier document, and follows the operation to its end. */
@Command(
    name = "rollback",
    description = {
      "Deploy an earlier document of a NatsCluster again.",
      "By default the last one that succeeded before the present one; the hub keeps the last ten.",
      "Messages, keys and volumes stay. A way back to an older version is judged beforehand, and",
      "refused while streams use features that it does not have.",
      "Interrupting this command does not stop the operation."
    },
    footer = {
      "",
      "Example:",
      "  ${ROOT-COMMAND-NAME} rollback east/nats/orders --dry-run",
      "  ${ROOT-COMMAND-NAME} rollback east/nats/orders --to 12"
    })
public final class RollbackCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      paramLabel = "NATSCLUSTER",
      description = "member/namespace/name, or a unique end of it")
  private String natsCluster = "";

  @Option(
      names = "--to",
      paramLabel = "REVISION",
      description = "Revision of the document; default: the last one that succeeded")
  private @Nullable Long revision;

  @Option(names = "--dry-run", description = "Show what would change, without changing anything")
  private boolean dryRun;

  @Mixin private FollowOptions operation = new FollowOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  /** Makes the command. */
  public RollbackCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    HubClient hub = session.hub();
    NatsClusterView cluster =
        Address.resolve(
            natsCluster, Views.items(hub.list("/natsclusters", Map.of()), NatsClusterView.class));
    String path = path(cluster);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    if (revision != null) {
      body.put("revision", revision);
    }
    ExitCode code =
        dryRun
            ? new PlanRequest(session, output).show(hub, path, cluster.address(), body)
            : operation.follow(
                session, hub, hub.post(path, body, operation.idempotencyKey()), output);
    return code.number();
  }

  private static String path(NatsClusterView cluster) {
    return "/natsclusters/%s/%s/%s/rollback"
        .formatted(
            HubClient.encoded(cluster.member()),
            HubClient.encoded(cluster.namespace()),
            HubClient.encoded(cluster.name()));
  }
}
