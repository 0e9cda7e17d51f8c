// SPDX-License-Identifier: Apache-2.0
/** Queries of the hub and the agents' answers. A query changes nothing. */
@NullMarked
package dev.flotilla.protocol.query;

import org.jspecify.annotations.NullMarked;
