// SPDX-License-Identifier: Apache-2.0
/** What a deploy would do: the member's agent is asked while the caller waits. */
@NullMarked
package dev.flotilla.hub.query;

import org.jspecify.annotations.NullMarked;
