// SPDX-License-Identifier: Apache-2.0
/** The rules of the whole tree, checked against the compiled classes of every module. */
@NullMarked
package dev.flotilla.e2e.architecture;

import org.jspecify.annotations.NullMarked;
