// SPDX-License-Identifier: Apache-2.0
/** Enrolment and credentials of agents: {@code /enrol/v1/agents}. */
@NullMarked
package dev.flotilla.hub.api.enrolment;

import org.jspecify.annotations.NullMarked;
