// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.catalogue;

import dev.flotilla.cli.Failure;
import dev.flotilla.cli.hub.HubClient;
import dev.flotilla.cli.hub.HubContext;
import dev.flotilla.cli.output.Formats;
import dev.flotilla.cli.session.Session;
import dev.flotilla.nats.catalogue.Catalogue;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the catalogue of nats-server releases comes from, for commands that need no hub. */
public final class CatalogueOptions {
  @Option(
      names = "--offline",
      description = "Do not contact the hub; use the catalogue that comes with flotilla")
  private boolean offline;

  /**
   * Returns the hub's catalogue after a login. Without a login and with {@code --offline} it is
   * that of this build, and likewise if the hub cannot be asked, which is reported on stderr.
   */
  public Catalogue resolve(Session session) {
    Optional<HubContext> hub = offline ? Optional.empty() : session.login();
    if (hub.isEmpty()) {
      return Catalogue.bundled();
    }
    try {
      return of(session.hub(hub.get()));
    } catch (Failure | IOException unavailable) {
      session
          .terminal()
          .err()
          .printf(
              "Warning: cannot use the catalogue of the hub: %s; using the one that comes with"
                  + " flotilla%n",
              unavailable.getMessage());
      return Catalogue.bundled();
    }
  }

  private static Catalogue of(HubClient hub) throws IOException {
    return Catalogue.read(Formats.json().writeValueAsBytes(hub.get("/catalogue")));
  }
}
