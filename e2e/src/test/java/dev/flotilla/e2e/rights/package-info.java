// SPDX-License-Identifier: Apache-2.0
/** The agent needs no other permissions than its chart grants, and requests nothing beyond them. */
@NullMarked
package dev.flotilla.e2e.rights;

import org.jspecify.annotations.NullMarked;
