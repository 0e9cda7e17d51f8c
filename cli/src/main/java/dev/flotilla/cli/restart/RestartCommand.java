// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.restart;

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

/** Restarts the servers of a NatsCluster, and follows the operation to its end. */
@Command(
    name = "restart",
    description = {
      "Restart the servers of a NatsCluster one at a time, while all are verified healthy.",
      "A server that does not serve restarts at once, while all others serve.",
      "Interrupting this command does not stop the operation."
    },
    footer = {
      "",
      "Example:",
      "  ${ROOT-COMMAND-NAME} restart east/nats/orders",
      "  ${ROOT-COMMAND-NAME} restart east/nats/orders --server 1 --dry-run"
    })
public final class RestartCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      paramLabel = "NATSCLUSTER",
      description = "member/namespace/name, or a unique end of it")
  private String natsCluster = "";

  @Option(
      names = "--server",
      paramLabel = "N",
      description = "Restart only this server, such as 1 for orders-1; default: all")
  private @Nullable Integer server;

  @Option(
      names = "--dry-run",
      description = "Show which servers would restart, without changing anything")
  private boolean dryRun;

  @Mixin private FollowOptions operation = new FollowOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  /** Makes the command. */
  public RestartCommand(Session session) {
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
    if (server != null) {
      body.put("server", server);
    }
    ExitCode code =
        dryRun
            ? new PlanRequest(session, output).show(hub, path, cluster.address(), body)
            : operation.follow(
                session, hub, hub.post(path, body, operation.idempotencyKey()), output);
    return code.number();
  }

  private static String path(NatsClusterView cluster) {
    return "/natsclusters/%s/%s/%s/restart"
        .formatted(
            HubClient.encoded(cluster.member()),
            HubClient.encoded(cluster.namespace()),
            HubClient.encoded(cluster.name()));
  }
}
