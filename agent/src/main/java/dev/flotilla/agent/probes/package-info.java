// SPDX-License-Identifier: Apache-2.0

/** Health and metrics of the agent itself. */
@NullMarked
package dev.flotilla.agent.probes;

import org.jspecify.annotations.NullMarked;
