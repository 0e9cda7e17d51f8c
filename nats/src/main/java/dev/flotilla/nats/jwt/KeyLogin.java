// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.jwt;

/**
 * The login of a user that servers identify by its public key. The text is the {@code .nk} file of
 * the NATS tools.
 *
 * @param user its private key
 */
public record KeyLogin(Nkey user) implements Login {
  @Override
  public String text() {
    return user.seed() + "\n";
  }
}
