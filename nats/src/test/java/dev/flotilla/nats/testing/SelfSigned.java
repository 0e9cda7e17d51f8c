// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;

/**
 * A certificate that signed itself, and so is its own root, made by the keytool of the running
 * Java.
 *
 * @param key private key
 * @param certificate for 127.0.0.1 and the name it was made for
 * @param keyFile private key as PEM
 * @param certificateFile certificate as PEM
 */
public record SelfSigned(
    PrivateKey key, X509Certificate certificate, Path keyFile, Path certificateFile) {
  private static final String PASSWORD = "only-for-this-test";

  /**
   * A new one.
   *
   * @param folder where its files lie
   * @param name DNS name that it carries, and name of the files
   */
  public static SelfSigned create(Path folder, String name)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = folder.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                // It ends before a better compiler would pay.
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=ip:127.0.0.1,dns:" + name,
                "-ext",
                "bc:c=ca:true",
                "-validity",
                "2",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .inheritIO()
            .start();
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool failed");
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream stream = Files.newInputStream(store)) {
      keys.load(stream, PASSWORD.toCharArray());
    }
    PrivateKey key = (PrivateKey) keys.getKey(name, PASSWORD.toCharArray());
    X509Certificate certificate = (X509Certificate) keys.getCertificate(name);
    return new SelfSigned(
        key,
        certificate,
        pem(folder.resolve(name + ".key"), "PRIVATE KEY", key.getEncoded()),
        pem(folder.resolve(name + ".crt"), "CERTIFICATE", certificate.getEncoded()));
  }

  /** The configuration with this certificate in place of all others; it is its own root. */
  public void putInto(JsonNode json) {
    if (json instanceof ObjectNode block && block.has("cert_file")) {
      block.put("cert_file", certificateFile.toString());
      block.put("key_file", keyFile.toString());
    }
    if (json instanceof ObjectNode block && block.has("ca_file")) {
      block.put("ca_file", certificateFile.toString());
    }
    json.forEach(this::putInto);
  }

  private static Path pem(Path file, String label, byte[] content) throws IOException {
    String body = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(content);
    return Files.writeString(
        file, "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n");
  }
}
