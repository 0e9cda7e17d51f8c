// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.encryption;

/**
 * An X25519 recipient that was checked.
 *
 * @param text {@code age1…}, which is public
 */
public record Recipient(String text) {
  @Override
  public String toString() {
    return text;
  }
}
