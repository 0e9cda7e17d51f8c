// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.cli.ExitCode;
import dev.flotilla.cli.hub.HubClient;
import dev.flotilla.cli.output.OutputOptions;
import dev.flotilla.cli.session.Session;
import dev.flotilla.cli.view.Address;
import dev.flotilla.cli.view.Views;
import dev.flotilla.protocol.api.AgentView;
import dev.flotilla.protocol.api.NatsClusterView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows the fleet, or one NatsCluster, on one screen. */
@Command(
    name = "status",
    description = {
      "Show the status of the fleet, or of one NatsCluster.",
      "Exits with 1 if a member is offline or a NatsCluster is not ready."
    },
    footer = {
      "",
      "Example:",
      "  ${ROOT-COMMAND-NAME} status",
      "  ${ROOT-COMMAND-NAME} status east/nats/orders"
    })
public final class StatusCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      arity = "0..1",
      paramLabel = "ADDRESS",
      description = "member/namespace/name, or any unique suffix of it")
  private @Nullable String address;

  @Mixin private OutputOptions output = new OutputOptions();

  /** Makes the command. */
  public StatusCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    HubClient hub = session.hub();
    JsonNode clusters = hub.list("/natsclusters", Map.of());
    List<NatsClusterView> views = Views.items(clusters, NatsClusterView.class);
    return (address == null ? fleet(hub, clusters, views) : one(hub, views, address)).number();
  }

  private ExitCode fleet(HubClient hub, JsonNode clusters, List<NatsClusterView> views) {
    JsonNode agents = hub.list("/agents", Map.of());
    Fleet fleet = new Fleet(Views.items(agents, AgentView.class), views);
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.set("agents", agents.path("items"));
    document.set("natsclusters", clusters.path("items"));
    Instant now = session.clock().instant();
    output.print(
        session.terminal().out(),
        document,
        () -> new FleetScreen(session.terminal(), now).render(fleet, output.headings()));
    return fleet.healthy() ? ExitCode.DONE : ExitCode.UNHEALTHY;
  }

  private ExitCode one(HubClient hub, List<NatsClusterView> views, String wanted) {
    NatsClusterView found = Address.resolve(wanted, views);
    JsonNode document = hub.get(Address.path(found));
    AgentView agent =
        Views.read(hub.get("/agents/" + HubClient.encoded(found.member())), AgentView.class);
    NatsClusterView view = Views.read(document, NatsClusterView.class);
    Instant now = session.clock().instant();
    output.print(
        session.terminal().out(),
        document,
        () -> new NatsClusterScreen(session.terminal(), now).render(view, agent));
    return view.ready() && agent.online() ? ExitCode.DONE : ExitCode.UNHEALTHY;
  }
}
