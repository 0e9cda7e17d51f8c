// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.doctor;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.cli.ExitCode;
import dev.flotilla.cli.output.Formats;
import dev.flotilla.cli.output.OutputOptions;
import dev.flotilla.cli.session.Session;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks everything that commands depend on, in order of dependency. */
@Command(
    name = "doctor",
    description = {
      "Check everything that commands depend on: context, network, TLS, token, clock, kubectl, versions.",
      "Exits with 1 if a check fails."
    },
    footer = {"", "Example:", "  ${ROOT-COMMAND-NAME} doctor"})
public final class DoctorCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private OutputOptions output = new OutputOptions();

  /** Makes the command. */
  public DoctorCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    List<DoctorCheck> checks = new Examination(session).run();
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    ArrayNode list = document.putArray("checks");
    checks.forEach(check -> list.add(Formats.json().<ObjectNode>valueToTree(check)));
    output.print(session.terminal().out(), document, () -> screen(checks));
    boolean failed = checks.stream().anyMatch(check -> check.verdict() == DoctorCheck.Verdict.fail);
    return (failed ? ExitCode.UNHEALTHY : ExitCode.DONE).number();
  }

  private String screen(List<DoctorCheck> checks) {
    return checks.stream().map(this::lines).collect(Collectors.joining());
  }

  private String lines(DoctorCheck check) {
    String verdict = "%-7s".formatted(check.verdict());
    String painted =
        switch (check.verdict()) {
          case ok -> session.terminal().judged(verdict, true);
          case fail -> session.terminal().judged(verdict, false);
          case warn, skipped -> verdict;
        };
    String hint =
        check.hint() == null ? "" : " ".repeat(20) + Objects.toString(check.hint()) + "\n";
    return "%s  %-9s  %s%n%s".formatted(painted, check.name(), check.detail(), hint);
  }
}
