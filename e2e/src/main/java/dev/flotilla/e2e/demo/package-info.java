// SPDX-License-Identifier: Apache-2.0
/** The whole path, shown. */
@NullMarked
package dev.flotilla.e2e.demo;

import org.jspecify.annotations.NullMarked;
