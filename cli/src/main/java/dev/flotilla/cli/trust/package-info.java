// SPDX-License-Identifier: Apache-2.0
/** {@code flotilla trust}. */
@NullMarked
package dev.flotilla.cli.trust;

import org.jspecify.annotations.NullMarked;
