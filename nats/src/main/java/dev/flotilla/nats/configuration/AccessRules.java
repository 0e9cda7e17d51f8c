// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.configuration;

/** How servers authenticate clients. */
public sealed interface AccessRules permits OperatorTrust, LocalAccounts {
  /**
   * The identifier of an account in the configuration.
   *
   * @throws IllegalArgumentException when there is none
   */
  String account(String name);
}
