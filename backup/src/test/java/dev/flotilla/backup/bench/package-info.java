// SPDX-License-Identifier: Apache-2.0
/** What a backup and a restore cost, beside the nats CLI. */
@NullMarked
package dev.flotilla.backup.bench;

import org.jspecify.annotations.NullMarked;
