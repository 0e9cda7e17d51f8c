// SPDX-License-Identifier: Apache-2.0
/** Answers queries of the hub. A query changes nothing. */
@NullMarked
package dev.flotilla.agent.query;

import org.jspecify.annotations.NullMarked;
