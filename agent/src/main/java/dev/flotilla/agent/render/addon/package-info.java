// SPDX-License-Identifier: Apache-2.0

/** Add-ons: nats-box, Surveyor, NACK, PodMonitors and the NetworkPolicy. */
@NullMarked
package dev.flotilla.agent.render.addon;

import org.jspecify.annotations.NullMarked;
