// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.status;

import dev.flotilla.cli.output.Ages;
import dev.flotilla.cli.output.Fields;
import dev.flotilla.cli.session.Terminal;
import dev.flotilla.protocol.api.AgentView;
import dev.flotilla.protocol.api.NatsClusterView;
import dev.flotilla.protocol.api.NatsClusterView.Desired;
import dev.flotilla.protocol.api.OperationView;
import dev.flotilla.protocol.report.NatsClusterFacts.Access;
import dev.flotilla.protocol.report.NatsClusterFacts.Authority;
import dev.flotilla.protocol.report.NatsClusterReport;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One NatsCluster on one screen. */
final class NatsClusterScreen {
  private final Terminal terminal;
  private final Instant now;

  NatsClusterScreen(Terminal terminal, Instant now) {
    this.terminal = terminal;
    this.now = now;
  }

  String render(NatsClusterView view, AgentView agent) {
    Fields fields = new Fields();
    reported(fields, view.ready(), view.report());
    fields.add("Desired", desired(view.desired()));
    fields.add("Last operation", last(view.lastOperation()));
    fields.add("Agent", agent(agent));
    return terminal.heading(view.address()) + "\n\n" + fields.render() + advice(view);
  }

  private static String advice(NatsClusterView view) {
    StringBuilder advice = new StringBuilder();
    if (view.ready()) {
      advice.append("\nConnect: flotilla connect ").append(view.address()).append('\n');
    }
    if (view.report() != null && view.report().held()) {
      advice.append("\nResume: flotilla resume ").append(view.address()).append('\n');
    }
    return advice.toString();
  }

  private void reported(Fields fields, boolean ready, @Nullable NatsClusterReport report) {
    if (report == null) {
      fields.add("Ready", terminal.judged("no", false) + ", not reported by the agent yet");
      return;
    }
    Access access = report.access();
    fields
        .add("Ready", terminal.judged(ready ? "yes" : "no", ready) + ", " + report.reason())
        .add("Message", report.message())
        .add("Version", report.version())
        .add("Servers", report.servers().ready() + "/" + report.servers().desired())
        .add("URL", access == null ? null : access.url())
        .add("Credentials", credentials(access))
        .add("CA", authority(access))
        .add("Managed by", report.managedBy())
        .add("Waived", String.join(", ", report.waived()))
        .add("Warnings", String.join(", ", report.warnings()))
        .add("Reported", Ages.since(report.at(), now) + " ago, revision " + report.revision());
  }

  private static @Nullable String credentials(@Nullable Access access) {
    if (access == null) {
      return null;
    }
    return access.secret() == null
        ? "none: authentication is off"
        : "Secret %s, key %s".formatted(access.secret(), access.key());
  }

  private static @Nullable String authority(@Nullable Access access) {
    Authority authority = access == null ? null : access.authority();
    return authority == null
        ? null
        : "Secret %s, key %s".formatted(authority.secret(), authority.key());
  }

  private static @Nullable String desired(@Nullable Desired desired) {
    return desired == null
        ? null
        : "%s, %d servers, revision %d"
            .formatted(desired.version(), desired.replicas(), desired.revision());
  }

  private @Nullable String last(@Nullable OperationView operation) {
    return operation == null
        ? null
        : "%s %s %s, %s ago, by %s"
            .formatted(
                operation.id(),
                operation.type(),
                operation.state(),
                Ages.since(operation.requestedAt(), now),
                operation.requestedBy());
  }

  private String agent(AgentView agent) {
    return (agent.online() ? "online" : terminal.judged("offline", false))
        + (agent.lastSeen() == null
            ? ", not seen since the hub started"
            : ", seen %s ago".formatted(Ages.since(agent.lastSeen(), now)));
  }
}
