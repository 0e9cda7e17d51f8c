// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.jwt;

import io.nats.client.NKey;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;

/** Makes NKeys from one source of randomness. */
public final class Nkeys {
  private final SecureRandom random;

  /** Keys from this source. */
  public Nkeys(SecureRandom random) {
    this.random = random;
  }

  /** A new operator key. */
  public Nkey operator() {
    return create(KeyKind.OPERATOR);
  }

  /** A new account key; also the kind of an account's signing keys. */
  public Nkey account() {
    return create(KeyKind.ACCOUNT);
  }

  /** A new user key. */
  public Nkey user() {
    return create(KeyKind.USER);
  }

  /** A new key of that kind. */
  public Nkey create(KeyKind kind) {
    try {
      return Nkey.of(
          switch (kind) {
            case OPERATOR -> NKey.createOperator(random);
            case ACCOUNT -> NKey.createAccount(random);
            case USER -> NKey.createUser(random);
          });
    } catch (GeneralSecurityException | IOException problem) {
      throw new IllegalStateException("cannot make an NKey", problem);
    }
  }
}
