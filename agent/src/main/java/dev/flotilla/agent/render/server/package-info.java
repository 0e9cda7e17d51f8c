// SPDX-License-Identifier: Apache-2.0

/** The StatefulSet of the servers with its pods, configuration and disruption budget. */
@NullMarked
package dev.flotilla.agent.render.server;

import org.jspecify.annotations.NullMarked;
