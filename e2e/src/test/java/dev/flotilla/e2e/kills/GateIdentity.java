// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.kills;

import dev.flotilla.e2e.process.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * The identity of the webhook.
 *
 * @param tls with its key
 * @param certificate self-signed, as PEM, in Base64
 */
record GateIdentity(SSLContext tls, String certificate) {

  /** For this run only; the store holds nothing else. */
  private static final String PASSWORD = "write-gate";

  static GateIdentity make(String host, Path folder) throws IOException {
    var store = folder.resolve("gate.p12");
    keytool("-genkeypair", "-keystore", store.toString(), "-storepass", PASSWORD)
        .with("-alias", "gate", "-keyalg", "EC", "-dname", "CN=gate", "-ext", "SAN=IP:" + host)
        .run()
        .orThrow();
    var certificate =
        keytool("-exportcert", "-rfc", "-alias", "gate")
            .with("-keystore", store.toString(), "-storepass", PASSWORD)
            .run()
            .orThrow();
    return new GateIdentity(
        context(store),
        Base64.getEncoder().encodeToString(certificate.getBytes(StandardCharsets.US_ASCII)));
  }

  private static SSLContext context(Path file) throws IOException {
    try (var input = Files.newInputStream(file)) {
      var store = KeyStore.getInstance("PKCS12");
      store.load(input, PASSWORD.toCharArray());
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, PASSWORD.toCharArray());
      var context = SSLContext.getInstance("TLSv1.3");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Command keytool(String... arguments) {
    return Command.of(Path.of(System.getProperty("java.home"), "bin", "keytool"), arguments);
  }
}
