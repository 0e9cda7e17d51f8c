// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.trust;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.cli.ExitCode;
import dev.flotilla.cli.Failure;
import dev.flotilla.cli.hub.HubClient;
import dev.flotilla.cli.session.Session;
import dev.flotilla.cli.view.Address;
import dev.flotilla.cli.view.NatsClusterView;
import dev.flotilla.cli.view.Views;
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
      "Let a NatsCluster trust the operator of another, its home.",
      "Carries public keys one way and signed claims the other, by changing both documents.",
      "What is done already is left as it is, so the command can be repeated."
    },
    footer = {
      "",
      "The one that joins is deployed before, with 'trust: {home: ADDRESS}' in its spec; its",
      "servers wait. One that had servers of its own cannot join.",
      "",
      "Example:",
      "  ${ROOT-COMMAND-NAME} deploy -f orders-west.yaml --member west --no-wait",
      "  ${ROOT-COMMAND-NAME} trust join west/nats/orders-west --home east/nats/orders --dry-run",
      "  ${ROOT-COMMAND-NAME} trust join west/nats/orders-west --home east/nats/orders"
    })
final class TrustJoinCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(paramLabel = "ADDRESS", description = "The one that joins, as 'status' shows it")
  private String address = "";

  @Option(
      names = "--home",
      required = true,
      paramLabel = "ADDRESS",
      description = "The one whose operator it shall trust")
  private String home = "";

  @Option(names = "--dry-run", description = "Show what would be done next, and do nothing")
  private boolean dryRun;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "30m",
      description = "How long to wait for all of it; default: 30m")
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
          "Both are called " + guest.name() + ", so their servers would have the same names",
          "Deploy the one that has no servers yet under another name.");
    }
    JoinRun run = new JoinRun(hub, session, session.clock().instant().plus(timeout));
    ExitCode code = dryRun ? run.foretell(guest, host) : run.join(guest, host);
    return code.number();
  }

  private static NatsClusterView managed(NatsClusterView view) {
    if (view.desired() == null) {
      throw Failure.invalid(
          view.address() + " is not managed by the hub, so its document is somebody else's",
          "Change both documents where they are kept; the reference of NatsCluster says how.");
    }
    return view;
  }
}
