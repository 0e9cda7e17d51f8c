// SPDX-License-Identifier: Apache-2.0
/** How an agent becomes a member, and how it renews what it was given. */
@NullMarked
package dev.flotilla.protocol.enrolment;

import org.jspecify.annotations.NullMarked;
