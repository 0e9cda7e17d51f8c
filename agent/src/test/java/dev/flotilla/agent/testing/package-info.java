// SPDX-License-Identifier: Apache-2.0
/** The objects of each scenario, for the golden files here and for a real API server. */
@NullMarked
package dev.flotilla.agent.testing;

import org.jspecify.annotations.NullMarked;
