// SPDX-License-Identifier: Apache-2.0

/**
 * What the hub's REST API answers and its clients read. Fields are only ever added; a client skips
 * those that it does not know.
 */
@NullMarked
package dev.flotilla.protocol.api;

import org.jspecify.annotations.NullMarked;
