// SPDX-License-Identifier: Apache-2.0
/** The command line {@code flotilla}: speaks only the hub's REST API. */
@NullMarked
package dev.flotilla.cli;

import org.jspecify.annotations.NullMarked;
