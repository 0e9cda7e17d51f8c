// SPDX-License-Identifier: Apache-2.0
/** The catalogue of nats-server releases by which the agent judges. */
@NullMarked
package dev.flotilla.agent.catalogue;

import org.jspecify.annotations.NullMarked;
