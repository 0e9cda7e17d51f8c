// SPDX-License-Identifier: Apache-2.0

/** What the pods of servers and of add-ons have in common. */
@NullMarked
package dev.flotilla.agent.render.pod;

import org.jspecify.annotations.NullMarked;
