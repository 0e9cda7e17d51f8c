// SPDX-License-Identifier: Apache-2.0
/** Programs of this machine, run as a user would run them. */
@NullMarked
package dev.flotilla.e2e.process;

import org.jspecify.annotations.NullMarked;
