// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.connection;

import dev.flotilla.nats.jwt.Credentials;
import dev.flotilla.nats.jwt.KeyLogin;
import dev.flotilla.nats.jwt.Login;
import io.nats.client.AuthHandler;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers the server's challenge with a login from memory; it is never a file. The client asks for
 * the signature first and for key or claims afterwards; all must be of the same login, even if a
 * new one came in between.
 */
final class LoginAuth implements AuthHandler {
  private final Supplier<? extends Login> logins;
  private volatile @Nullable Login signer;

  LoginAuth(Supplier<? extends Login> logins) {
    this.logins = logins;
  }

  @Override
  public byte[] sign(byte[] nonce) {
    Login newest = logins.get();
    signer = newest;
    return newest.user().sign(nonce);
  }

  /** None with claims: they name the user. */
  @Override
  public char @Nullable [] getID() {
    return switch (login()) {
      case Credentials _ -> null;
      case KeyLogin(var user) -> user.publicKey().toCharArray();
    };
  }

  @Override
  public char @Nullable [] getJWT() {
    return switch (login()) {
      case Credentials(var jwt, _) -> jwt.text().toCharArray();
      case KeyLogin _ -> null;
    };
  }

  private Login login() {
    Login signed = signer;
    return signed == null ? logins.get() : signed;
  }
}
