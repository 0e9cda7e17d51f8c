// SPDX-License-Identifier: Apache-2.0
/** {@code flotilla agents}. */
@NullMarked
package dev.flotilla.cli.agents;

import org.jspecify.annotations.NullMarked;
