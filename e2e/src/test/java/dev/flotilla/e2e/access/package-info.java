// SPDX-License-Identifier: Apache-2.0
/** Authentication in the modes without an operator. */
@NullMarked
package dev.flotilla.e2e.access;

import org.jspecify.annotations.NullMarked;
