// SPDX-License-Identifier: Apache-2.0

/** The reconciler of NatsOperation: the journal of what people asked for. */
@NullMarked
package dev.flotilla.agent.operation;

import org.jspecify.annotations.NullMarked;
