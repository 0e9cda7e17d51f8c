// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.login;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.cli.ExitCode;
import dev.flotilla.cli.hub.HubContext;
import dev.flotilla.cli.session.HubAddress;
import dev.flotilla.cli.session.Session;
import dev.flotilla.cli.session.Trust;
import dev.flotilla.cli.view.Views;
import dev.flotilla.protocol.api.WhoAmI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks a hub, its certificate and a token, and keeps them for the commands that follow. */
@Command(
    name = "login",
    description = "Log in to a hub: verify its URL and a token, and save them for later commands.",
    footer = {
      "",
      "Example:",
      "  ${ROOT-COMMAND-NAME} login https://hub.example.com:8443 --ca ca.crt --token-file admin.token"
    })
public final class LoginCommand implements Callable<Integer> {
  private final Session session;

  @Parameters(
      paramLabel = "URL",
      description = "URL of the hub, such as https://hub.example.com:8443")
  private String url = "";

  @ArgGroup private TokenSource token = new TokenSource();

  @ArgGroup private TrustOptions trust = new TrustOptions();

  /** How the hub is verified: one of the two, or neither for a publicly trusted certificate. */
  static final class TrustOptions {
    @Option(
        names = "--ca",
        paramLabel = "FILE",
        description = "PEM file with the hub's CA certificate")
    private @Nullable Path ca;

    @Option(names = "--ca-pin", paramLabel = "PIN", description = "sha256:… of the CA's public key")
    private @Nullable String pin;

    Trust trust() {
      if (pin != null) {
        return Trust.pinned(pin);
      }
      return ca == null ? Trust.publicly() : Trust.authority(ca);
    }
  }

  /** Makes the command. */
  public LoginCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    HubContext context =
        trust.trust().context(HubAddress.parse(url), token.read(session.environment()));
    JsonNode document = session.hub(context).get("/whoami");
    WhoAmI me = Views.read(document, WhoAmI.class);
    session.contextFile().write(context);
    session
        .terminal()
        .out()
        .println("Logged in to %s as %s (%s)".formatted(context.hub(), me.name(), me.role()));
    return ExitCode.DONE.number();
  }
}
