// SPDX-License-Identifier: Apache-2.0
/** The hub, the credentials, and the terminal. */
@NullMarked
package dev.flotilla.cli.session;

import org.jspecify.annotations.NullMarked;
