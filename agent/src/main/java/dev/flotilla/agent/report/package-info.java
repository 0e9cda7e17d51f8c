// SPDX-License-Identifier: Apache-2.0

/** Reports to the hub about NatsClusters. */
@NullMarked
package dev.flotilla.agent.report;

import org.jspecify.annotations.NullMarked;
