// SPDX-License-Identifier: Apache-2.0
/** The demo: the whole path from a document to a client. */
@NullMarked
package dev.flotilla.e2e.demo;

import org.jspecify.annotations.NullMarked;
