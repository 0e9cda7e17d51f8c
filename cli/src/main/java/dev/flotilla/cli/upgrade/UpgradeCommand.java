// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.upgrade;

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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Brings a NatsCluster to another version, and follows the operation to its end. */
@Command(
    name = "upgrade",
    description = {
      "Bring the servers of a NatsCluster to another version of nats-server, one at a time.",
      "Release lines that must not be skipped are passed through, each verified healthy first.",
      "Interrupting this command does not stop the operation."
    },
    footer = {
      "",
      "Example:",
      "  ${ROOT-COMMAND-NAME} upgrade east/nats/orders --to 2.15 --dry-run",
      "  ${ROOT-COMMAND-NAME} upgrade east/nats/orders --to 2.15.3"
    })
public final class UpgradeCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      paramLabel = "NATSCLUSTER",
      description = "member/namespace/name, or a unique end of it")
  private String natsCluster = "";

  @Option(
      names = "--to",
      paramLabel = "VERSION",
      required = true,
      description = "A version such as 2.15.3, or a release line such as 2.15 for its newest")
  private String version = "";

  @Option(
      names = "--dry-run",
      description = "Show the way and what it means, without changing anything")
  private boolean dryRun;

  @Mixin private FollowOptions operation = new FollowOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  /** Makes the command. */
  public UpgradeCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    HubClient hub = session.hub();
    NatsClusterView cluster =
        Address.resolve(
            natsCluster, Views.items(hub.list("/natsclusters", Map.of()), NatsClusterView.class));
    String path = path(cluster);
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("version", version);
    ExitCode code =
        dryRun
            ? new PlanRequest(session, output).show(hub, path, cluster.address(), body)
            : operation.follow(
                session, hub, hub.post(path, body, operation.idempotencyKey()), output);
    return code.number();
  }

  private static String path(NatsClusterView cluster) {
    return "/natsclusters/%s/%s/%s/upgrade"
        .formatted(
            HubClient.encoded(cluster.member()),
            HubClient.encoded(cluster.namespace()),
            HubClient.encoded(cluster.name()));
  }
}
