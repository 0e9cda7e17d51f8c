// SPDX-License-Identifier: Apache-2.0
/** Benchmarks, one key=value a line. */
@NullMarked
package dev.flotilla.e2e.bench;

import org.jspecify.annotations.NullMarked;
