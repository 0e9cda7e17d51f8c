// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.query;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a {@link Query}, or why there is none.
 *
 * @param id of the query
 * @param result of the class that {@link Question#answer} names; null when there is none
 * @param problem why there is none; null if there is a result
 */
public record QueryAnswer(String id, @Nullable JsonNode result, @Nullable Problem problem) {

  /** Longer answers do not fit into one message together with the frame of the request. */
  public static final int MOST_BYTES = 240 * 1024;

  public static QueryAnswer of(String id, Object result) {
    return new QueryAnswer(id, Json.mapper().valueToTree(result), null);
  }

  public static QueryAnswer failed(String id, Problem problem) {
    return new QueryAnswer(id, null, problem);
  }
}
