// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.secrets;

import dev.flotilla.nats.testing.secrets.Secret;
import java.util.Set;

/**
 * What is looked for.
 *
 * @param secret in all its forms
 * @param homes the locations that were made to hold it; none for what nobody should have kept
 */
record Needle(Secret secret, Set<String> homes) {}
