// SPDX-License-Identifier: Apache-2.0

/** Verified healthy: facts gathered, a probe made, and one pure judgement. */
@NullMarked
package dev.flotilla.nats.health;

import org.jspecify.annotations.NullMarked;
