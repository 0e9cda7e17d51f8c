// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.jwt;

/** The login of a user: a private key, and claims unless servers list the user. */
public sealed interface Login permits Credentials, KeyLogin {
  /** The user's private key, which answers the server's challenge. */
  Nkey user();

  /** Text of the file that the NATS tools read. Contains the private key. */
  String text();
}
