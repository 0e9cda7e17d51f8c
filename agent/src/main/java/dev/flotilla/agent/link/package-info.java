// SPDX-License-Identifier: Apache-2.0

/** The link to the hub: enrolment, the outbound connection, the inbox, heartbeats and events. */
@NullMarked
package dev.flotilla.agent.link;

import org.jspecify.annotations.NullMarked;
