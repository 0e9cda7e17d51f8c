// SPDX-License-Identifier: Apache-2.0
/** Who may do what over REST, without a gap. */
@NullMarked
package dev.flotilla.hub.roles;

import org.jspecify.annotations.NullMarked;
