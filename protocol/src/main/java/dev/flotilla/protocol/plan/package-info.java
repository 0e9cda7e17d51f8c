// SPDX-License-Identifier: Apache-2.0
/** What a deploy would do: asked by the hub, answered by the agent, carried out by nobody. */
@NullMarked
package dev.flotilla.protocol.plan;

import org.jspecify.annotations.NullMarked;
