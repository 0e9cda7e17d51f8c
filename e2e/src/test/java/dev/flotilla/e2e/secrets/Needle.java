// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.secrets;

import dev.flotilla.nats.testing.secrets.Secret;
import java.util.Set;

/**
 * What is searched for.
 *
 * @param secret in all its forms
 * @param homes the locations that were created to hold it; none for what nothing should keep
 */
record Needle(Secret secret, Set<String> homes) {}
