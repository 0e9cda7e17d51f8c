// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.connect;

import dev.flotilla.protocol.api.NatsClusterView;
import dev.flotilla.protocol.report.NatsClusterFacts.Access;

/** What a client needs to know: the NatsCluster, and how it is reached inside its member. */
record Connection(NatsClusterView view, Access access) {}
