// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.manifest;

import org.jspecify.annotations.Nullable;

/**
 * What a set does not hold, though it was to.
 *
 * @param consumer null when it is the whole stream
 * @param code for programs
 * @param reason a sentence for people
 */
public record NotSaved(StreamName name, @Nullable String consumer, String code, String reason) {}
