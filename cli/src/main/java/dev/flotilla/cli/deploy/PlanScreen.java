// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.deploy;

import dev.flotilla.cli.output.Table;
import dev.flotilla.cli.session.Terminal;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.query.DeployPlan;
import dev.flotilla.protocol.query.ObjectChange;
import dev.flotilla.protocol.query.ObjectChange.FieldChange;
import dev.flotilla.protocol.query.PreflightCheck;
import dev.flotilla.protocol.query.ServerChange;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A plan on one screen: each object and its changed fields, each server, what else matters. */
final class PlanScreen {
  private final Terminal terminal;

  PlanScreen(Terminal terminal) {
    this.terminal = terminal;
  }

  String render(String address, DeployPlan plan) {
    StringBuilder screen = new StringBuilder(terminal.heading(address)).append("\n\n");
    if (plan.version() != null) {
      screen.append(VersionText.of(plan.version())).append('\n');
    }
    plan.objects().forEach(object -> screen.append(object(object)));
    if (!plan.servers().isEmpty()) {
      screen.append('\n').append(servers(plan));
    }
    plan.warnings().forEach(problem -> screen.append(problem("Warning", problem)));
    if (!plan.waived().isEmpty()) {
      screen.append("\nWaived: ").append(String.join(", ", plan.waived())).append('\n');
    }
    plan.preflight().stream()
        .filter(check -> check.result() != PreflightCheck.Result.PASSED)
        .map(PlanScreen::check)
        .forEach(screen::append);
    plan.refusals().forEach(problem -> screen.append(problem("Refused", problem)));
    return screen.append('\n').append(summary(plan)).append('\n').toString();
  }

  private static String object(ObjectChange object) {
    String line = "%s %s %s\n".formatted(sign(object.action()), object.kind(), object.name());
    return line + object.fields().stream().map(PlanScreen::field).collect(Collectors.joining());
  }

  private static String field(FieldChange field) {
    if (field.before() == null) {
      return "    %s: + %s\n".formatted(field.path(), field.after());
    }
    return field.after() == null
        ? "    %s: - %s\n".formatted(field.path(), field.before())
        : "    %s: %s -> %s\n".formatted(field.path(), field.before(), field.after());
  }

  private static String servers(DeployPlan plan) {
    List<List<String>> rows =
        plan.servers().stream()
            .map(
                server ->
                    List.of(
                        sign(server.action()),
                        server.pod(),
                        server.action().token(),
                        server.reason()))
            .toList();
    return new Table(List.of("", "", "", ""), rows).render(false);
  }

  private static String check(PreflightCheck check) {
    return "\nPreflight %s: %s (%s)\n%s"
        .formatted(
            check.result().token().replace('-', ' '),
            check.message(),
            check.code(),
            hint(check.hint()));
  }

  private static String problem(String word, Problem problem) {
    return "\n%s: %s (%s)\n%s"
        .formatted(word, problem.message(), problem.code(), hint(problem.hint()));
  }

  private static String hint(String hint) {
    return hint.isEmpty() ? "" : "  " + hint + "\n";
  }

  private String summary(DeployPlan plan) {
    return switch (plan.outcome()) {
      case UNCHANGED -> terminal.judged("No differences.", true);
      case REFUSED -> terminal.judged(refused(plan), false);
      case CHANGE ->
          String.format(
              Locale.ROOT,
              "%s: %d to create, %d to change, %d to delete; servers: %d to start, %d to roll.",
              terminal.heading("Objects"),
              objects(plan, ObjectChange.Action.CREATE),
              objects(plan, ObjectChange.Action.CHANGE),
              objects(plan, ObjectChange.Action.DELETE),
              servers(plan, ServerChange.Action.CREATE),
              servers(plan, ServerChange.Action.ROLL));
    };
  }

  private static String refused(DeployPlan plan) {
    if (plan.objects().getFirst().action() == ObjectChange.Action.REFUSE) {
      return "Nothing would change.";
    }
    return plan.objects().stream().skip(1).anyMatch(PlanScreen::isWritten)
        ? "The deploy would stop there; only the changes above would be made."
        : "The NatsCluster would be stored, but nothing else would change.";
  }

  private static boolean isWritten(ObjectChange object) {
    return switch (object.action()) {
      case CREATE, CHANGE, DELETE -> true;
      case KEEP, REFUSE -> false;
    };
  }

  private static long objects(DeployPlan plan, ObjectChange.Action action) {
    return plan.objects().stream().filter(object -> object.action() == action).count();
  }

  private static long servers(DeployPlan plan, ServerChange.Action action) {
    return plan.servers().stream().filter(server -> server.action() == action).count();
  }

  private static String sign(ObjectChange.Action action) {
    return switch (action) {
      case CREATE -> "+";
      case CHANGE -> "~";
      case DELETE -> "-";
      case KEEP -> "=";
      case REFUSE -> "!";
    };
  }

  private static String sign(ServerChange.Action action) {
    return switch (action) {
      case CREATE -> "+";
      case ROLL -> "~";
      case KEEP -> "=";
    };
  }
}
