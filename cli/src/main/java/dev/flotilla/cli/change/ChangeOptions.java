// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.pause;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.flotilla.cli.ExitCode;
import dev.flotilla.cli.hub.HubClient;
import dev.flotilla.cli.hub.Reply;
import dev.flotilla.cli.operations.FollowOptions;
import dev.flotilla.cli.output.OutputOptions;
import dev.flotilla.cli.session.Session;
import dev.flotilla.cli.view.Address;
import dev.flotilla.cli.view.Views;
import dev.flotilla.protocol.api.NatsClusterView;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Which NatsCluster to pause, resume or abort, and how to follow the operation. */
public final class PauseRequest {
  @Parameters(
      paramLabel = "NATSCLUSTER",
      description = "member/namespace/name, or a unique end of it")
  private String natsCluster = "";

  @Mixin private FollowOptions operation = new FollowOptions();
  @Mixin private OutputOptions output = new OutputOptions();

  /** The NatsCluster. */
  NatsClusterView cluster(HubClient hub) {
    return Address.resolve(
        natsCluster, Views.items(hub.list("/natsclusters", Map.of()), NatsClusterView.class));
  }

  /**
   * Requests it, and follows the operation to its end.
   *
   * @param verb last part of the path
   */
  ExitCode send(Session session, HubClient hub, NatsClusterView cluster, String verb) {
    String path =
        "/natsclusters/%s/%s/%s/%s"
            .formatted(
                HubClient.encoded(cluster.member()),
                HubClient.encoded(cluster.namespace()),
                HubClient.encoded(cluster.name()),
                verb);
    Reply reply = hub.post(path, JsonNodeFactory.instance.objectNode(), operation.idempotencyKey());
    return operation.follow(session, hub, reply, output);
  }

  /** Whether people read the output. */
  boolean forPeople() {
    return output.forPeople();
  }
}
