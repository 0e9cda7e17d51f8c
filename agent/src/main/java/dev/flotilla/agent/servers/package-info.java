// SPDX-License-Identifier: Apache-2.0

/** The rolling engine: a pure planner, and a runner that executes its steps. */
@NullMarked
package dev.flotilla.agent.servers;

import org.jspecify.annotations.NullMarked;
