// SPDX-License-Identifier: Apache-2.0
/** What a set holds, what it could not hold, and the proof of both. */
@NullMarked
package dev.flotilla.backup.manifest;

import org.jspecify.annotations.NullMarked;
