// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.preview;

import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.nats.cluster.NatsCluster;
import java.util.Optional;

/**
 * A document that is accepted.
 *
 * @param owner the NatsCluster as it would be; its uid is the present one, or one that the API
 *     server generated for the dry run
 * @param running its StatefulSet; empty when there is none
 * @param cluster what it says
 */
record PlanDocument(Live owner, Optional<Live> running, NatsCluster cluster) {}
