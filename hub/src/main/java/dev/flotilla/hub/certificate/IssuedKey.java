// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.certificate;

import dev.flotilla.protocol.Pem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;

/**
 * A certificate with its private key.
 *
 * @param certificate issued by {@code authority}
 * @param key its private key
 * @param authority the issuer
 */
public record IssuedKey(X509Certificate certificate, PrivateKey key, X509Certificate authority) {

  /** Makes a pair and has it certified. */
  public static IssuedKey create(
      CertificateAuthority authority, CertificateOrder order, Instant now, SecureRandom random) {
    KeyPair pair = EcKeys.generate(random);
    return new IssuedKey(
        authority.issue(order, pair.getPublic(), now, random),
        pair.getPrivate(),
        authority.certificate());
  }

  /**
   * Certificate first, then its issuer: a client that knows only the issuer's pin finds it in the
   * handshake.
   */
  public String chain() {
    return Pem.of(certificate) + Pem.of(authority);
  }

  /** Writes {@code <name>.crt} and {@code <name>.key}, each replaced as a whole. */
  public void write(Path folder, String name) throws IOException {
    replace(folder.resolve(name + ".key"), Pem.of(key));
    replace(folder.resolve(name + ".crt"), chain());
  }

  private static void replace(Path file, String text) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(
        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(fresh, text);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
