// SPDX-License-Identifier: Apache-2.0
/**
 * Backup, verification and restore of a set: streams in parallel, each ending in a word of its own.
 */
@NullMarked
package dev.flotilla.backup.engine;

import org.jspecify.annotations.NullMarked;
