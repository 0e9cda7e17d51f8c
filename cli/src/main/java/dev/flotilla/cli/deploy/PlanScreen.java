// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.deploy;

import dev.flotilla.cli.output.Table;
import dev.flotilla.cli.session.Terminal;
import dev.flotilla.cli.view.PlanView;
import dev.flotilla.cli.view.PlanView.Check;
import dev.flotilla.cli.view.PlanView.FieldChange;
import dev.flotilla.cli.view.PlanView.ObjectChange;
import dev.flotilla.cli.view.PlanView.Problem;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A plan on one screen: each object and its changed fields, each server, what else matters. */
final class PlanScreen {
  private final Terminal terminal;

  PlanScreen(Terminal terminal) {
    this.terminal = terminal;
  }

  String render(String address, PlanView plan) {
    StringBuilder screen = new StringBuilder(terminal.heading(address)).append("\n\n");
    plan.objects().forEach(object -> screen.append(object(object)));
    if (!plan.servers().isEmpty()) {
      screen.append('\n').append(servers(plan));
    }
    plan.warnings().forEach(problem -> screen.append(problem("Warning", problem)));
    if (!plan.waived().isEmpty()) {
      screen.append("\nWaived: ").append(String.join(", ", plan.waived())).append('\n');
    }
    plan.preflight().stream()
        .filter(check -> !check.result().equals("passed"))
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

  private static String servers(PlanView plan) {
    List<List<String>> rows =
        plan.servers().stream()
            .map(
                server ->
                    List.of(sign(server.action()), server.pod(), server.action(), server.reason()))
            .toList();
    return new Table(List.of("", "", "", ""), rows).render(false);
  }

  private static String check(Check check) {
    return "\nPreflight %s: %s (%s)\n%s"
        .formatted(
            check.result().replace('-', ' '), check.message(), check.code(), hint(check.hint()));
  }

  private static String problem(String word, Problem problem) {
    return "\n%s: %s (%s)\n%s"
        .formatted(word, problem.message(), problem.code(), hint(problem.hint()));
  }

  private static String hint(String hint) {
    return hint.isEmpty() ? "" : "  " + hint + "\n";
  }

  private String summary(PlanView plan) {
    return switch (plan.outcome()) {
      case "unchanged" -> terminal.judged("No differences.", true);
      case "refused" -> terminal.judged(refused(plan), false);
      default ->
          String.format(
              Locale.ROOT,
              "%s: %d to create, %d to change, %d to delete; servers: %d to start, %d to roll.",
              terminal.heading("Objects"),
              plan.objects("create"),
              plan.objects("change"),
              plan.objects("delete"),
              plan.servers("create"),
              plan.servers("roll"));
    };
  }

  private static String refused(PlanView plan) {
    if (plan.objects().getFirst().action().equals("refuse")) {
      return "Nothing would change.";
    }
    return plan.objects().stream().skip(1).anyMatch(PlanScreen::isWritten)
        ? "The deploy would stop there; only the changes above would be made."
        : "The NatsCluster would be stored, but nothing else would change.";
  }

  private static boolean isWritten(ObjectChange object) {
    return !List.of("keep", "refuse").contains(object.action());
  }

  private static String sign(String action) {
    return switch (action) {
      case "create" -> "+";
      case "delete" -> "-";
      case "keep" -> "=";
      case "refuse" -> "!";
      default -> "~";
    };
  }
}
