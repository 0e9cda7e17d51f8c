// SPDX-License-Identifier: Apache-2.0
/** How results are printed. */
@NullMarked
package dev.flotilla.cli.output;

import org.jspecify.annotations.NullMarked;
