// SPDX-License-Identifier: Apache-2.0
/** The agent does with the rights of its chart, and asks for no other. */
@NullMarked
package dev.flotilla.e2e.rights;

import org.jspecify.annotations.NullMarked;
