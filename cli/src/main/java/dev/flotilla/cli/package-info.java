// SPDX-License-Identifier: Apache-2.0
/** The command line {@code flotilla}, a client of the hub's REST API only. */
@NullMarked
package dev.flotilla.cli;

import org.jspecify.annotations.NullMarked;
