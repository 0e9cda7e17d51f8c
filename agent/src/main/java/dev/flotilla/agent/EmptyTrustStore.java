// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

/**
 * A trust store without authorities. The Kubernetes client adds the cluster's own authority to a
 * trust store, by default to the JDK's: the agent would then trust every public authority, and read
 * 140 certificates at each start.
 *
 * @param file a temporary file
 */
record EmptyTrustStore(Path file) {
  static final String PASSPHRASE = "";

  static EmptyTrustStore create() {
    try {
      Path file = Files.createTempFile("flotilla-trust", ".p12");
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, PASSPHRASE.toCharArray());
      try (OutputStream out = Files.newOutputStream(file)) {
        store.store(out, PASSPHRASE.toCharArray());
      }
      file.toFile().deleteOnExit();
      return new EmptyTrustStore(file);
    } catch (IOException problem) {
      throw new UncheckedIOException("the agent needs a writable temporary folder", problem);
    } catch (GeneralSecurityException problem) {
      throw new IllegalStateException("this Java cannot make a key store", problem);
    }
  }
}
