// SPDX-License-Identifier: Apache-2.0

/**
 * What servers require of the Kubernetes cluster, checked before they are created, and what a
 * change of existing ones would meet.
 */
@NullMarked
package dev.flotilla.agent.preflight;

import org.jspecify.annotations.NullMarked;
