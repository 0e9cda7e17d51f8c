// SPDX-License-Identifier: Apache-2.0

/** What a NatsCluster becomes in Kubernetes: pure functions from a blueprint to manifests. */
@NullMarked
package dev.flotilla.agent.render;

import org.jspecify.annotations.NullMarked;
