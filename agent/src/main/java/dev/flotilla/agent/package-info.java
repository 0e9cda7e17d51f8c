// SPDX-License-Identifier: Apache-2.0

/** The daemon beside each NATS data plane. */
@NullMarked
package dev.flotilla.agent;

import org.jspecify.annotations.NullMarked;
