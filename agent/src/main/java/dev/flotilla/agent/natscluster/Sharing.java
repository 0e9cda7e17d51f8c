// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.natscluster;

import dev.flotilla.nats.cluster.status.TrustStatus;
import dev.flotilla.protocol.Problem;
import java.util.Optional;

/**
 * How far a trust is that several NatsClusters share.
 *
 * @param shown what the other side may rely on; empty while nothing new can be said
 * @param words what has been reached, for a person
 * @param problem what keeps it from being everywhere; empty when it is
 */
public record Sharing(Optional<TrustStatus> shown, String words, Optional<Problem> problem) {}
