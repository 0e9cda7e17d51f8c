// SPDX-License-Identifier: Apache-2.0

/** What the agent admits: signatures, freshness, local policy and the watermark. */
@NullMarked
package dev.flotilla.agent.admission;

import org.jspecify.annotations.NullMarked;
