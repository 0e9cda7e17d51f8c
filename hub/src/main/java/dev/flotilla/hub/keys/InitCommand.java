// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.keys;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes the keys of a new fleet, away from the cluster. */
@Command(
    name = "init",
    description =
        "Create the keys of a new fleet: offline roots, the hub's online keys, the first administrator's token.",
    footer = {
      "",
      "Example:",
      "  init --out ./fleet-keys --public-url https://hub.example.org:8443 --names hub,10.0.0.5"
    },
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class InitCommand implements Callable<Integer> {
  private final Clock clock;

  @Mixin KeyOutput output;

  @Option(
      names = "--public-url",
      required = true,
      description = "URL of the REST API for agents and people: https://HOST:PORT")
  URI publicUrl;

  @Option(
      names = "--names",
      split = ",",
      description = "Additional DNS names and IP addresses for the hub's certificates.")
  List<String> names = List.of();

  @Spec CommandSpec spec;

  /** Runs at the time of that clock. */
  public InitCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException {
    if (publicUrl.getHost() == null || !"https".equals(publicUrl.getScheme())) {
      throw new ParameterException(
          spec.commandLine(), "--public-url must have the form https://HOST:PORT");
    }
    NewKeys keys =
        NewKeys.create(new HubIdentity(publicUrl, names), clock.instant(), new SecureRandom());
    write(keys);
    explain(spec.commandLine().getOut());
    return 0;
  }

  private void write(NewKeys keys) throws IOException {
    KeyFolder folder = output.write(keys.online());
    folder.offline(keys.offline());
    folder.file("admin.token", keys.adminToken() + "\n");
  }

  private void explain(PrintWriter print) {
    output.explain(print);
    print.println(
        "offline keys:   " + output.folder.resolve("offline") + "  (move them to a safe place)");
    print.println("admin token:    " + output.folder.resolve("admin.token"));
    print.println(
        "CA certificate: "
            + output.folder.resolve("keys").resolve(KeyFile.CA_CERTIFICATE.fileName()));
    print.flush();
  }
}
