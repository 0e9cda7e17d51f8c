// SPDX-License-Identifier: Apache-2.0

/**
 * How far each server's copy of every stream and consumer has come, in all accounts, and whether a
 * server that was away has caught up.
 */
@NullMarked
package dev.flotilla.nats.replica;

import org.jspecify.annotations.NullMarked;
