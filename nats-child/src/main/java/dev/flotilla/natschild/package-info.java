// SPDX-License-Identifier: Apache-2.0

/**
 * A nats-server as a child process of the hub. The only package of Flotilla with native calls; the
 * hub's container image leaves it out.
 */
@NullMarked
package dev.flotilla.natschild;

import org.jspecify.annotations.NullMarked;
