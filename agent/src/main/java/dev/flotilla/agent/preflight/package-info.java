// SPDX-License-Identifier: Apache-2.0

/** What servers need of the Kubernetes cluster around them, looked at before they are made. */
@NullMarked
package dev.flotilla.agent.preflight;

import org.jspecify.annotations.NullMarked;
