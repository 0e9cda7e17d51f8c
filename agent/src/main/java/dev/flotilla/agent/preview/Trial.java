// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.preview;

import dev.flotilla.agent.kubernetes.Change;

/**
 * A change, and what the API server says to it.
 *
 * @param change of one object
 * @param attempt what would come of it
 */
record Trial(Change change, Attempt attempt) {}
