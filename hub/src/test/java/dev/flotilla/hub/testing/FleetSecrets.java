// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.testing;

import dev.flotilla.nats.testing.secrets.Secret;
import dev.flotilla.protocol.trust.JoinToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** Every secret that the making and the running of a fleet brings into the world. */
public final class FleetSecrets {
  private final List<Secret> secrets = new ArrayList<>();

  /** What {@code flotilla-hub init} made in this folder. */
  public FleetSecrets made(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.filter(Files::isRegularFile).forEach(this::file);
      return this;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** A private key in a file. */
  public FleetSecrets key(Path pem) {
    secrets.add(Secret.pem(pem.getFileName().toString(), text(pem)));
    return this;
  }

  /** An API token as its owner has it. */
  public FleetSecrets apiToken(String name, String token) {
    secrets.add(Secret.text(name, token.substring(token.indexOf('_', 4) + 1)));
    return this;
  }

  /** A join token as its owner has it; all but its secret is public. */
  public FleetSecrets joinToken(String name, String token) {
    secrets.add(Secret.text(name, JoinToken.parse(token).secret()));
    return this;
  }

  /** The keys that an agent made. */
  public FleetSecrets agent(TestAgent agent) {
    secrets.add(Secret.text("agent.seed", agent.nkey().seed()));
    secrets.add(Secret.bytes("agent.key", agent.tlsPrivateKey().getEncoded()));
    return this;
  }

  /** All. */
  public List<Secret> all() {
    return List.copyOf(secrets);
  }

  // By the end of the name: what init makes is named alike.
  private void file(Path file) {
    String name = file.getFileName().toString();
    if (name.equals("ca.key")) {
      key(file);
    } else if (name.endsWith(".seed")) {
      secrets.add(Secret.text(name, text(file)));
    } else if (name.endsWith(".key")) {
      secrets.add(Secret.bytes(name, Base64.getDecoder().decode(text(file))));
    } else if (name.equals("admin.token")) {
      apiToken(name, text(file));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
