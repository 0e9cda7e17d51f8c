// SPDX-License-Identifier: Apache-2.0
/** What the hub asks an agent, and what comes back. A query changes nothing. */
@NullMarked
package dev.flotilla.protocol.query;

import org.jspecify.annotations.NullMarked;
