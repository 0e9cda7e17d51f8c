// SPDX-License-Identifier: Apache-2.0
/** {@code flotilla profiles}. */
@NullMarked
package dev.flotilla.cli.profiles;

import org.jspecify.annotations.NullMarked;
