// SPDX-License-Identifier: Apache-2.0

/** The documents of NatsBackup and NatsRestore, and their status. */
@NullMarked
package dev.flotilla.nats.backup;

import org.jspecify.annotations.NullMarked;
