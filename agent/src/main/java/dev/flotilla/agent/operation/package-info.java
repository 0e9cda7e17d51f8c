// SPDX-License-Identifier: Apache-2.0

/** The reconciler of NatsOperation: the journal of requested operations. */
@NullMarked
package dev.flotilla.agent.operation;

import org.jspecify.annotations.NullMarked;
