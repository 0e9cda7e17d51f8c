// SPDX-License-Identifier: Apache-2.0
/** What a deploy would do: asked of the member's agent, while somebody waits. */
@NullMarked
package dev.flotilla.hub.query;

import org.jspecify.annotations.NullMarked;
