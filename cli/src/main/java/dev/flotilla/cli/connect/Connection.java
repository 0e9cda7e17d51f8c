// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.connect;

import dev.flotilla.cli.view.NatsClusterView;
import dev.flotilla.protocol.event.NatsClusterReport.Access;

/** What a client needs to know: the NatsCluster, and how it is reached inside its member. */
record Connection(NatsClusterView view, Access access) {}
