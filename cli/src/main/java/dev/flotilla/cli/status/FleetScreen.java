// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.status;

import dev.flotilla.cli.agents.AgentTable;
import dev.flotilla.cli.output.Ages;
import dev.flotilla.cli.output.Excerpt;
import dev.flotilla.cli.output.Table;
import dev.flotilla.cli.session.Terminal;
import dev.flotilla.protocol.api.NatsClusterView;
import dev.flotilla.protocol.api.OperationView;
import dev.flotilla.protocol.report.NatsClusterReport;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fleet on one screen: a summary, the members, the NatsClusters, and what to do next. */
final class FleetScreen {
  private static final List<String> HEADINGS =
      List.of("NATSCLUSTER", "READY", "REASON", "VERSION", "SERVERS", "LAST OPERATION", "MESSAGE");

  /** Characters; 'status ADDRESS' shows the whole message. */
  private static final int MESSAGE = 80;

  private final Terminal terminal;
  private final Instant now;

  FleetScreen(Terminal terminal, Instant now) {
    this.terminal = terminal;
    this.now = now;
  }

  String render(Fleet fleet, boolean headings) {
    StringBuilder screen = new StringBuilder(summary(fleet)).append('\n');
    if (!fleet.members().isEmpty()) {
      screen.append('\n').append(AgentTable.of(fleet.members(), now).render(headings));
    }
    if (!fleet.clusters().isEmpty()) {
      screen.append('\n').append(clusters(fleet).render(headings));
    }
    return screen.append(advice(fleet)).toString();
  }

  private String summary(Fleet fleet) {
    String word = terminal.judged(fleet.healthy() ? "healthy" : "unhealthy", fleet.healthy());
    return terminal.heading("Fleet")
        + " %s: %d of %d members online, %d of %d NatsClusters ready"
            .formatted(
                word, fleet.online(), fleet.accepted(), fleet.ready(), fleet.clusters().size());
  }

  private Table clusters(Fleet fleet) {
    return new Table(HEADINGS, fleet.clusters().stream().map(this::row).toList());
  }

  private List<String> row(NatsClusterView view) {
    NatsClusterReport report = view.report();
    return List.of(
        view.address(),
        view.ready() ? "yes" : "no",
        report == null ? "NotReported" : report.reason(),
        report == null || report.version().isEmpty() ? "-" : report.version(),
        report == null ? "-" : report.servers().ready() + "/" + report.servers().desired(),
        last(view.lastOperation()),
        message(view, report));
  }

  private static String message(NatsClusterView view, @Nullable NatsClusterReport report) {
    return report == null || (view.ready() && !report.held())
        ? ""
        : Excerpt.of(report.message(), MESSAGE);
  }

  private String last(@Nullable OperationView operation) {
    return operation == null
        ? "-"
        : "%s %s, %s"
            .formatted(
                operation.type(), operation.state(), Ages.since(operation.requestedAt(), now));
  }

  private static String advice(Fleet fleet) {
    if (fleet.pending() > 0) {
      return "\nAn agent is pending: flotilla agents accept MEMBER\n";
    }
    if (fleet.members().isEmpty()) {
      return "\nNo agent yet: flotilla token create MEMBER, then install the flotilla-agent chart\n";
    }
    return fleet.clusters().isEmpty() ? "\nNothing deployed yet: flotilla deploy -f FILE\n" : "";
  }
}
