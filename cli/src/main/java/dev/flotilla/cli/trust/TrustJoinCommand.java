// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.trust;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.cli.ExitCode;
import dev.flotilla.cli.Failure;
import dev.flotilla.cli.hub.HubClient;
import dev.flotilla.cli.session.Session;
import dev.flotilla.cli.view.Address;
import dev.flotilla.cli.view.Views;
import dev.flotilla.protocol.api.NatsClusterView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets a NatsCluster trust the operator of another one. */
@Command(
    name = "join",
    description = {
      "Make a NatsCluster trust the operator of another one, its home.",
      "Exchanges public keys and signed claims by updating the documents of both.",
      "Completed steps are skipped, so the command can be repeated."
    },
    footer = {
      "",
      "Deploy the joining cluster first, with 'trust: {home: ADDRESS}' in its spec; its",
      "servers wait. A cluster whose servers have already started cannot join.",
      "",
      "Example:",
      "  ${ROOT-COMMAND-NAME} deploy -f orders-west.yaml --member west --no-wait",
      "  ${ROOT-COMMAND-NAME} trust join west/nats/orders-west --home east/nats/orders --dry-run",
      "  ${ROOT-COMMAND-NAME} trust join west/nats/orders-west --home east/nats/orders"
    })
final class TrustJoinCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "ADDRESS", description = "The joining NatsCluster, as in 'status'")
  private String address = "";

  @Option(
      names = "--home",
      required = true,
      paramLabel = "ADDRESS",
      description = "The NatsCluster whose operator it will trust")
  private String home = "";

  @Option(names = "--dry-run", description = "Show the next step without executing it")
  private boolean dryRun;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "30m",
      description = "How long to wait in total; default: 30m")
  private Duration timeout = Duration.ofMinutes(30);

  TrustJoinCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    HubClient hub = session.hub();
    JsonNode list = hub.list("/natsclusters", Map.of());
    List<NatsClusterView> all = Views.items(list, NatsClusterView.class);
    NatsClusterView guest = managed(Address.resolve(address, all));
    NatsClusterView host = managed(Address.resolve(home, all));
    if (guest.name().equals(host.name())) {
      throw Failure.invalid(
          "Both clusters are named "
              + guest.name()
              + ", so their servers would have the same names",
          "Deploy the joining cluster with another name.");
    }
    JoinRun run = new JoinRun(hub, session, session.clock().instant().plus(timeout));
    ExitCode code = dryRun ? run.preview(guest, host) : run.join(guest, host);
    return code.number();
  }

  private static NatsClusterView managed(NatsClusterView view) {
    if (view.desired() == null) {
      throw Failure.invalid(
          view.address() + " is not managed by the hub",
          "Change both documents where they are managed; see spec.trust in the NatsCluster reference.");
    }
    return view;
  }
}
