// SPDX-License-Identifier: Apache-2.0
/** Ends a change of the servers that is under way, and brings them back. */
@NullMarked
package dev.flotilla.hub.abort;

import org.jspecify.annotations.NullMarked;
