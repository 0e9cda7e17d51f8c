// SPDX-License-Identifier: Apache-2.0

/** Renders a NatsCluster: pure functions from a {@link Blueprint} to manifests, by feature. */
@NullMarked
package dev.flotilla.agent.render;

import org.jspecify.annotations.NullMarked;
