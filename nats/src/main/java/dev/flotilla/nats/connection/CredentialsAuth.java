// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.connection;

import dev.flotilla.nats.jwt.Credentials;
import io.nats.client.AuthHandler;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers the server's challenge with credentials from memory; they are never a file. */
final class CredentialsAuth implements AuthHandler {
  private final Supplier<Credentials> credentials;

  CredentialsAuth(Supplier<Credentials> credentials) {
    this.credentials = credentials;
  }

  @Override
  public byte[] sign(byte[] nonce) {
    return credentials.get().user().sign(nonce);
  }

  /** None: the claims name the user. */
  @Override
  public char @Nullable [] getID() {
    return null;
  }

  @Override
  public char[] getJWT() {
    return credentials.get().jwt().text().toCharArray();
  }
}
