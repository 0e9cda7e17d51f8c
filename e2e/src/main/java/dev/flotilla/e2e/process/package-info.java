// SPDX-License-Identifier: Apache-2.0
/** Programs of this machine, run as a person would run them. */
@NullMarked
package dev.flotilla.e2e.process;

import org.jspecify.annotations.NullMarked;
