// SPDX-License-Identifier: Apache-2.0
/** Where the process begins: the tree of commands, and how failures end them. */
@NullMarked
package dev.flotilla.cli.main;

import org.jspecify.annotations.NullMarked;
