// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.preview;

import dev.flotilla.agent.kubernetes.Change;

/**
 * A change, and the API server's response to it.
 *
 * @param change of one object
 * @param result the response
 */
record DryRun(Change change, DryRunResult result) {}
