// SPDX-License-Identifier: Apache-2.0
/** What a user brings: a NatsCluster, and an application that uses it. */
@NullMarked
package dev.flotilla.e2e.workload;

import org.jspecify.annotations.NullMarked;
