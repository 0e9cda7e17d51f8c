// SPDX-License-Identifier: Apache-2.0
/** The formats in which nats-server gives a stream away, read and written as records. */
@NullMarked
package dev.flotilla.backup.archive;

import org.jspecify.annotations.NullMarked;
