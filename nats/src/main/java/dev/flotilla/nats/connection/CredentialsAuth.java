// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.connection;

import dev.flotilla.nats.jwt.Credentials;
import io.nats.client.AuthHandler;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers the server's challenge with credentials from memory; they are never a file. The client
 * asks for the signature first and for the claims afterwards; both must be of the same credentials,
 * even if new ones came in between.
 */
final class CredentialsAuth implements AuthHandler {
  private final Supplier<Credentials> credentials;
  private volatile @Nullable Credentials signer;

  CredentialsAuth(Supplier<Credentials> credentials) {
    this.credentials = credentials;
  }

  @Override
  public byte[] sign(byte[] nonce) {
    Credentials newest = credentials.get();
    signer = newest;
    return newest.user().sign(nonce);
  }

  /** None: the claims name the user. */
  @Override
  public char @Nullable [] getID() {
    return null;
  }

  @Override
  public char[] getJWT() {
    Credentials signed = signer;
    return (signed == null ? credentials.get() : signed).jwt().text().toCharArray();
  }
}
