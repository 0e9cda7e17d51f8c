// SPDX-License-Identifier: Apache-2.0

/** The reconciler of NatsCluster: validate, render, apply, roll, verify, report. */
@NullMarked
package dev.flotilla.agent.natscluster;

import org.jspecify.annotations.NullMarked;
