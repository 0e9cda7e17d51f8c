// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.natscluster;

import dev.flotilla.nats.cluster.status.TrustStatus;
import dev.flotilla.protocol.Problem;
import java.util.Optional;

/**
 * Progress of a trust that several NatsClusters share.
 *
 * @param shown what the other side may rely on; empty while there is nothing new
 * @param words progress, as a message
 * @param problem why the claims are not everywhere yet; empty when they are
 */
public record Sharing(Optional<TrustStatus> shown, String words, Optional<Problem> problem) {}
