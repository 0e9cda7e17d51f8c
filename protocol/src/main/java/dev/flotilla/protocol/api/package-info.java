// SPDX-License-Identifier: Apache-2.0

/**
 * Responses of the hub's REST API. Fields are only ever added; a client ignores those that it does
 * not know.
 */
@NullMarked
package dev.flotilla.protocol.api;

import org.jspecify.annotations.NullMarked;
