// SPDX-License-Identifier: Apache-2.0
/** The agents of the fleet: {@code /api/v1/agents}. */
@NullMarked
package dev.flotilla.hub.api.agents;

import org.jspecify.annotations.NullMarked;
