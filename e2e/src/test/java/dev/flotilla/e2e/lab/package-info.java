// SPDX-License-Identifier: Apache-2.0
/** Servers spread over nodes, and no message is lost with one of them. */
@NullMarked
package dev.flotilla.e2e.lab;

import org.jspecify.annotations.NullMarked;
