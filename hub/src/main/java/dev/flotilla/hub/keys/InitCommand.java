// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.keys;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes the keys of a new fleet, away from the cluster. */
@Command(
    name = "init",
    description =
        "Makes the keys of a new fleet: offline roots, the hub's online keys, the first administrator's token.",
    footer = {
      "",
      "Example:",
      "  init --out ./fleet-keys --public-url https://hub.example.org:8443 --names hub,10.0.0.5"
    },
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class InitCommand implements Callable<Integer> {
  @Option(names = "--out", required = true, description = "New folder for everything that is made.")
  Path out;

  @Option(
      names = "--public-url",
      required = true,
      description = "REST address that agents and people will use: https://HOST:PORT")
  URI publicUrl;

  @Option(
      names = "--names",
      split = ",",
      description = "Further names and addresses for the hub's certificates.")
  List<String> names = List.of();

  @Option(
      names = "--secret",
      defaultValue = "flotilla-hub-keys",
      description = "Name of the Secret (default: ${DEFAULT-VALUE}).")
  String secret;

  @Option(names = "--namespace", description = "Namespace of the Secret; none when absent.")
  @Nullable String namespace;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (publicUrl.getHost() == null || !"https".equals(publicUrl.getScheme())) {
      throw new ParameterException(spec.commandLine(), "--public-url is https://HOST:PORT");
    }
    if (Files.exists(out)) {
      throw new ParameterException(
          spec.commandLine(), out + " exists; keys are never overwritten. Name a new folder.");
    }
    NewKeys keys =
        NewKeys.create(
            new HubIdentity(publicUrl, names), Clock.systemUTC().instant(), new SecureRandom());
    write(keys);
    explain(spec.commandLine().getOut());
    return 0;
  }

  private void write(NewKeys keys) throws IOException {
    KeyFolder folder = KeyFolder.create(out);
    folder.online(keys.online(), new KeyFolder.Secret(secret, Optional.ofNullable(namespace)));
    folder.offline(keys.offline());
    folder.file("admin.token", keys.adminToken() + "\n");
  }

  private void explain(PrintWriter print) {
    print.println("online keys:   " + out.resolve("keys"));
    print.println("Secret:        " + out.resolve("flotilla-hub-keys.yaml"));
    print.println("offline keys:  " + out.resolve("offline") + "  (move them to a safe place)");
    print.println("admin token:   " + out.resolve("admin.token"));
    print.println(
        "authority:     " + out.resolve("keys").resolve(KeyFile.CA_CERTIFICATE.fileName()));
    print.flush();
  }
}
