// SPDX-License-Identifier: Apache-2.0
/** A stream taken from JetStream and given back to it, over its API. */
@NullMarked
package dev.flotilla.backup.snapshot;

import org.jspecify.annotations.NullMarked;
