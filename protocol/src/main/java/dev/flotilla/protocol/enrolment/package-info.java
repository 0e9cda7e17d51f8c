// SPDX-License-Identifier: Apache-2.0
/** Enrolment of agents, and renewal of their credentials. */
@NullMarked
package dev.flotilla.protocol.enrolment;

import org.jspecify.annotations.NullMarked;
