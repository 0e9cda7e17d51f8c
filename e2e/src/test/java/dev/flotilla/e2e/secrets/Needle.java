// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.secrets;

import dev.flotilla.nats.testing.secrets.Secret;

/**
 * What is looked for.
 *
 * @param secret in all its forms
 * @param home the one location that was made to hold it; empty for none
 */
record Needle(Secret secret, String home) {

  boolean isIn(String text) {
    return secret.forms().stream().anyMatch(text::contains);
  }
}
