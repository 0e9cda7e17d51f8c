// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.engine;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How far a Job is.
 *
 * @param streams to be saved or restored
 * @param streamsDone of them
 * @param bytes read or written so far
 * @param bytesTotal as far as it is known
 * @param startedAt RFC 3339; null before the first stream
 * @param message what is being done now, a clause for a person
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Progress(
    int streams,
    int streamsDone,
    long bytes,
    long bytesTotal,
    @Nullable String startedAt,
    String message) {}
