// SPDX-License-Identifier: Apache-2.0
/** Answers what the hub asks. A query changes nothing. */
@NullMarked
package dev.flotilla.agent.query;

import org.jspecify.annotations.NullMarked;
