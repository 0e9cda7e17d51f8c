// SPDX-License-Identifier: Apache-2.0

/** What the hub is told about NatsClusters. */
@NullMarked
package dev.flotilla.agent.report;

import org.jspecify.annotations.NullMarked;
