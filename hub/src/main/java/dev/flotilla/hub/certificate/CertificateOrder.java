// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.certificate;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * What a certificate should say.
 *
 * @param commonName letters, digits, dots and hyphens
 * @param names DNS names and addresses; empty for a client
 * @param purpose what it may be used for
 * @param life from now
 */
public record CertificateOrder(
    String commonName, List<String> names, Purpose purpose, Duration life) {
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
  private static final Pattern COMMON_NAME = Pattern.compile("[A-Za-z0-9.-]{1,64}");

  /** What a certificate may be used for. */
  public enum Purpose {
    /** Only to connect. */
    CLIENT,
    /** To be connected to. */
    SERVER,
    /** Both: nats-servers also connect to each other. */
    BOTH;

    KeyPurposeId[] usages() {
      return switch (this) {
        case CLIENT -> new KeyPurposeId[] {KeyPurposeId.id_kp_clientAuth};
        case SERVER -> new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth};
        case BOTH ->
            new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth};
      };
    }
  }

  public CertificateOrder {
    names = List.copyOf(names);
    if (!COMMON_NAME.matcher(commonName).matches()) {
      throw new IllegalArgumentException("not a common name: " + commonName);
    }
  }

  GeneralNames generalNames() {
    return new GeneralNames(
        names.stream()
            .distinct()
            .map(name -> new GeneralName(kind(name), name))
            .toArray(GeneralName[]::new));
  }

  private static int kind(String name) {
    return ADDRESS.matcher(name).matches() ? GeneralName.iPAddress : GeneralName.dNSName;
  }
}
