// SPDX-License-Identifier: Apache-2.0

/**
 * The engine against everything that can happen to it. A {@link
 * dev.flotilla.agent.servers.simulation.World} is Kubernetes, servers with their streams, and a
 * document; a {@link dev.flotilla.agent.servers.simulation.Schedule} draws what happens next; the
 * {@link dev.flotilla.agent.servers.simulation.Referee} knows how things really are. Time is a
 * number, and all randomness is derived from one seed.
 */
@NullMarked
package dev.flotilla.agent.servers.simulation;

import org.jspecify.annotations.NullMarked;
