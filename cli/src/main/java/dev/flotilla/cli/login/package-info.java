// SPDX-License-Identifier: Apache-2.0
/** {@code flotilla login}. */
@NullMarked
package dev.flotilla.cli.login;

import org.jspecify.annotations.NullMarked;
