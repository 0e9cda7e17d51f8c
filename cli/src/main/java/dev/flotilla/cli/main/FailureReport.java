// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.main;

import dev.flotilla.cli.ExitCode;
import dev.flotilla.cli.Failure;
import dev.flotilla.cli.Failure.Complaint;
import dev.flotilla.cli.Failure.WrongField;
import dev.flotilla.cli.output.Sentences;
import dev.flotilla.cli.session.Terminal;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The one edge where failures become lines on stderr and an exit code. */
final class FailureReport implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private final Terminal terminal;

  FailureReport(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    int code = print(complaint(failure));
    terminal.trace().failure(failure);
    return code;
  }

  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
    return print(
        new Complaint(
            ExitCode.INVALID,
            String.valueOf(wrong.getMessage()),
            "Run '" + command + " --help'.",
            List.of()));
  }

  private static Complaint complaint(Exception failure) {
    if (failure instanceof Failure known) {
      return known.complaint();
    }
    return new Complaint(
        ExitCode.INVALID,
        "Internal error: " + failure,
        "Please report this as a bug, with what the command prints with --debug.",
        List.of());
  }

  private int print(Complaint complaint) {
    PrintStream err = terminal.err();
    err.println("Error: " + complaint.message());
    complaint.fields().forEach(field -> print(err, field));
    if (complaint.hint() != null) {
      err.println("Hint: " + complaint.hint());
    }
    return complaint.exitCode().number();
  }

  private static void print(PrintStream err, WrongField field) {
    err.printf(
        Locale.ROOT,
        "  %s: %s%n",
        field.field(),
        Sentences.withCode(field.message(), field.code()));
    if (field.hint() != null) {
      err.printf(Locale.ROOT, "    %s%n", field.hint());
    }
  }
}
