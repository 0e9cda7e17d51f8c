// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.natsserver;

import com.fasterxml.jackson.databind.SerializationFeature;
import dev.flotilla.hub.certificate.CertificateOrder;
import dev.flotilla.hub.certificate.IssuedKey;
import dev.flotilla.hub.keys.HubKeys;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Pem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Writes what a nats-server of the hub needs to start: its certificate and its configuration. */
public final class ServerFiles {
  private final HubKeys keys;
  private final SecureRandom random;

  /** Certificates are issued by the authority of these keys. */
  public ServerFiles(HubKeys keys, SecureRandom random) {
    this.keys = keys;
    this.random = random;
  }

  /** Writes {@code server.crt}, {@code server.key} and {@code ca.crt}. */
  public IssuedKey writeCertificate(Path folder, List<String> names, Duration life, Instant now)
      throws IOException {
    Files.createDirectories(folder);
    IssuedKey issued =
        IssuedKey.create(
            keys.authority(),
            new CertificateOrder("nats-server", names, CertificateOrder.Purpose.BOTH, life),
            now,
            random);
    issued.write(folder, "server");
    Files.writeString(folder.resolve("ca.crt"), Pem.of(keys.authority().certificate()));
    return issued;
  }

  /** Writes the configuration; it holds claims and paths, and no secret. */
  public static void writeConfiguration(Path file, HubServerConfiguration configuration)
      throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(
        file,
        Json.mapper()
            .writer(SerializationFeature.INDENT_OUTPUT)
            .writeValueAsBytes(configuration.json()));
  }
}
