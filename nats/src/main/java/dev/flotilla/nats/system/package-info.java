// SPDX-License-Identifier: Apache-2.0

/** Requests to the system account: what servers say about themselves, and claims pushed to them. */
@NullMarked
package dev.flotilla.nats.system;

import org.jspecify.annotations.NullMarked;
