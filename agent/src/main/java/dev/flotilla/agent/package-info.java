// SPDX-License-Identifier: Apache-2.0

/** The daemon in each member. */
@NullMarked
package dev.flotilla.agent;

import org.jspecify.annotations.NullMarked;
