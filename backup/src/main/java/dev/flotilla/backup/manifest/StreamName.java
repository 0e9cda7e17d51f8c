// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.manifest;

/**
 * A stream of an account.
 *
 * @param account public key, or in clusters without an operator the name
 * @param accountName for people; keys of accounts change in a rebuilt cluster, names do not
 */
public record StreamName(String account, String accountName, String stream) {
  @Override
  public String toString() {
    return accountName + " > " + stream;
  }
}
