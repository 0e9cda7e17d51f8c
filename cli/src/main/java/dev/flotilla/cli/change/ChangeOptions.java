// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.change;

import dev.flotilla.cli.ExitCode;
import dev.flotilla.cli.deploy.PlanRequest;
import dev.flotilla.cli.hub.HubClient;
import dev.flotilla.cli.hub.Reply;
import dev.flotilla.cli.operations.FollowOptions;
import dev.flotilla.cli.output.OutputOptions;
import dev.flotilla.cli.session.Session;
import dev.flotilla.cli.view.Address;
import dev.flotilla.protocol.api.NatsClusterView;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which NatsCluster to change, and how to follow the operation. */
public final class ChangeOptions {
  @Parameters(
      paramLabel = "NATSCLUSTER",
      description = "member/namespace/name, or a unique end of it")
  private String natsCluster = "";

  @Mixin private FollowOptions operation = new FollowOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  /** The NatsCluster. */
  public NatsClusterView cluster(HubClient hub) {
    return Address.resolve(natsCluster, hub);
  }

  /** Requests a change of it, and follows the operation to its end; or prints what it would do. */
  public ExitCode send(Session session, ChangeRequest change) {
    HubClient hub = session.hub();
    return send(session, hub, cluster(hub), change);
  }

  /** The same of one that was looked up. */
  public ExitCode send(
      Session session, HubClient hub, NatsClusterView cluster, ChangeRequest change) {
    String path = Address.path(cluster) + "/" + change.verb();
    if (change.dryRun()) {
      return new PlanRequest(session, output).show(hub, path, cluster.address(), change.body());
    }
    Reply reply = hub.post(path, change.body(), operation.idempotencyKey());
    return operation.follow(session, hub, reply, output);
  }

  /** Whether people read the output. */
  public boolean forPeople() {
    return output.forPeople();
  }
}
