// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.preview;

import dev.flotilla.agent.kubernetes.Change;

/**
 * A change, and the API server's response to it.
 *
 * @param change of one object
 * @param attempt the response
 */
record Trial(Change change, Attempt attempt) {}
