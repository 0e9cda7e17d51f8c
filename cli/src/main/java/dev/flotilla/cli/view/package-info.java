// SPDX-License-Identifier: Apache-2.0
/** The part of the hub's documents that people get to see. */
@NullMarked
package dev.flotilla.cli.view;

import org.jspecify.annotations.NullMarked;
