// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.session;

import dev.flotilla.cli.Failure;
import dev.flotilla.cli.hub.HubContext;
import dev.flotilla.cli.output.Reasons;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the hub proves itself.
 *
 * @param ca PEM text of its authority; null when pinned or publicly trusted
 * @param caPin {@code sha256:} and 64 hex digits; null when not pinned
 */
public record Trust(@Nullable String ca, @Nullable String caPin) {
  private static final Pattern PIN = Pattern.compile("sha256:[0-9a-f]{64}");

  /** Trusts what the Java runtime trusts. */
  public static Trust publicly() {
    return new Trust(null, null);
  }

  /** Reads a pin, or else the PEM file of that name. */
  public static Trust parse(String pinOrFile) {
    return pinOrFile.startsWith("sha256:") ? pinned(pinOrFile) : authority(Path.of(pinOrFile));
  }

  /** Reads a pin. */
  public static Trust pinned(String pin) {
    if (!PIN.matcher(pin).matches()) {
      throw Failure.invalid(
          "'" + pin + "' is not a valid pin",
          "A pin is sha256: followed by 64 lower-case hexadecimal digits.");
    }
    return new Trust(null, pin);
  }

  /** Reads a PEM file. */
  public static Trust authority(Path file) {
    try {
      String pem = Files.readString(file);
      if (pem.contains("-----BEGIN CERTIFICATE-----")) {
        return new Trust(pem, null);
      }
      throw Failure.invalid(
          file + " contains no certificate", "Pass the ca.crt that 'flotilla-hub init' wrote.");
    } catch (IOException e) {
      throw Failure.invalid(
          "Cannot read " + Reasons.of(file.toString(), e), "Check the path and its permissions.");
    }
  }

  /** Completes a context. */
  public HubContext context(URI hub, String token) {
    return new HubContext(hub, token, ca, caPin);
  }
}
