// SPDX-License-Identifier: Apache-2.0
/** Servers spread over nodes, and what becomes of messages when one of them is lost. */
@NullMarked
package dev.flotilla.e2e.lab;

import org.jspecify.annotations.NullMarked;
