// SPDX-License-Identifier: Apache-2.0
/** The entry point: the tree of commands, and how failures end them. */
@NullMarked
package dev.flotilla.cli.main;

import org.jspecify.annotations.NullMarked;
