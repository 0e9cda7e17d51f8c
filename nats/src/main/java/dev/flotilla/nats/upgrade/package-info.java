// SPDX-License-Identifier: Apache-2.0

/** What decides whether servers can go to another version. */
@NullMarked
package dev.flotilla.nats.upgrade;

import org.jspecify.annotations.NullMarked;
