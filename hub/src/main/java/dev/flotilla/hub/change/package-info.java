// SPDX-License-Identifier: Apache-2.0
/** Changes of documents that the hub has, and plans of them. */
@NullMarked
package dev.flotilla.hub.change;

import org.jspecify.annotations.NullMarked;
