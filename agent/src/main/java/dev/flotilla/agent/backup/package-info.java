// SPDX-License-Identifier: Apache-2.0

/**
 * NatsBackups and NatsRestores: one Job for each, its task and its credentials, and what becomes of
 * it. The data never pass through the agent.
 */
@NullMarked
package dev.flotilla.agent.backup;

import org.jspecify.annotations.NullMarked;
