// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.main;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.flotilla.cli.Version;
import dev.flotilla.cli.agents.AgentsCommand;
import dev.flotilla.cli.audit.AuditCommand;
import dev.flotilla.cli.backup.BackupCommand;
import dev.flotilla.cli.backup.RestoreCommand;
import dev.flotilla.cli.catalogue.CatalogueCommand;
import dev.flotilla.cli.chart.ImportCommand;
import dev.flotilla.cli.connect.ConnectCommand;
import dev.flotilla.cli.deploy.DeployCommand;
import dev.flotilla.cli.deploy.DiffCommand;
import dev.flotilla.cli.doctor.DoctorCommand;
import dev.flotilla.cli.hub.Trace;
import dev.flotilla.cli.login.LoginCommand;
import dev.flotilla.cli.operations.OperationsCommand;
import dev.flotilla.cli.output.DurationConverter;
import dev.flotilla.cli.pause.AbortCommand;
import dev.flotilla.cli.pause.PauseCommand;
import dev.flotilla.cli.pause.ResumeCommand;
import dev.flotilla.cli.profiles.ProfilesCommand;
import dev.flotilla.cli.restart.RestartCommand;
import dev.flotilla.cli.rollback.RollbackCommand;
import dev.flotilla.cli.schema.SchemaCommand;
import dev.flotilla.cli.session.Session;
import dev.flotilla.cli.status.StatusCommand;
import dev.flotilla.cli.token.TokenCommand;
import dev.flotilla.cli.trust.TrustCommand;
import dev.flotilla.cli.upgrade.UpgradeCommand;
import dev.flotilla.cli.validate.ValidateCommand;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;

/** The root command; each subcommand is in the package of its name. */
@Command(
    name = "flotilla",
    description = "Manage a fleet of NATS clusters on Kubernetes.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Environment:",
      "  FLOTILLA_HUB, FLOTILLA_TOKEN, FLOTILLA_CA  used instead of 'login' (CA: a PEM file or a pin)",
      "  NO_COLOR                                   disable colors, even on a terminal",
      "",
      "Exit codes:",
      "  0 success   1 differences, unhealthy or failed   2 usage, input or I/O error",
      "  3 refused or forbidden   124 timed out",
      "",
      "Example:",
      "  ${ROOT-COMMAND-NAME} login https://hub.example.com:8443 --ca ca.crt --token-file admin.token",
      "  ${ROOT-COMMAND-NAME} status"
    })
public final class Flotilla {
  private Flotilla() {}

  /** Assembles the commands around a session. */
  public static CommandLine commandLine(Session session) {
    CommandLine root = new CommandLine(new Flotilla());
    commands(session).forEach(root::addSubcommand);
    root.registerConverter(Duration.class, new DurationConverter());
    root.setCaseInsensitiveEnumValuesAllowed(true);
    root.setExpandAtFiles(false);
    root.setUsageHelpWidth(100);
    root.setColorScheme(
        CommandLine.Help.defaultColorScheme(session.terminal().colour() ? Ansi.ON : Ansi.OFF));
    root.setOut(new PrintWriter(session.terminal().out(), true, UTF_8));
    root.setErr(new PrintWriter(session.terminal().err(), true, UTF_8));
    FailureReport report = new FailureReport(session.terminal());
    root.setExecutionExceptionHandler(report);
    root.setParameterExceptionHandler(report);
    withCommonOptions(root, session.terminal().trace());
    root.getCommandSpec().version("flotilla " + Version.current());
    root.getCommandSpec()
        .addOption(
            OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Show the version")
                .build());
    return root;
  }

  private static List<Object> commands(Session session) {
    return List.of(
        new LoginCommand(session),
        TokenCommand.commandLine(session),
        new AgentsCommand(session),
        new DeployCommand(session),
        new DiffCommand(session),
        new UpgradeCommand(session),
        new RestartCommand(session),
        new PauseCommand(session),
        new ResumeCommand(session),
        new AbortCommand(session),
        new RollbackCommand(session),
        BackupCommand.commandLine(session),
        new RestoreCommand(session),
        new ValidateCommand(session),
        new CatalogueCommand(session),
        new ProfilesCommand(session),
        new SchemaCommand(session),
        new ImportCommand(session),
        new StatusCommand(session),
        new ConnectCommand(session),
        TrustCommand.commandLine(session),
        new OperationsCommand(session),
        new AuditCommand(session),
        new DoctorCommand(session));
  }

  // The same on every command, so no command has to declare them.
  private static void withCommonOptions(CommandLine command, Trace trace) {
    OptionSpec help =
        OptionSpec.builder("-h", "--help").usageHelp(true).description("Show this help").build();
    OptionSpec debug =
        OptionSpec.builder("--debug")
            .type(boolean.class)
            .setter(new TurnOn(trace))
            .description("Print requests to the hub and stack traces to stderr")
            .build();
    command.getCommandSpec().addOption(debug).addOption(help);
    command.getSubcommands().values().forEach(sub -> withCommonOptions(sub, trace));
  }

  private record TurnOn(Trace trace) implements ISetter {
    @Override
    public <T> @Nullable T set(@Nullable T value) {
      if (Boolean.TRUE.equals(value)) {
        trace.turnOn();
      }
      return null;
    }
  }
}
