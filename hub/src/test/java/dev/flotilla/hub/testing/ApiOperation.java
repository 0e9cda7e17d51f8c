// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One thing that the API offers.
 *
 * @param method in capitals
 * @param path with its variables in braces
 * @param mediaType of the answer
 */
public record ApiOperation(String method, String path, String mediaType) {
  /** Everything that the running hub lists in its OpenAPI document, read without a token. */
  public static List<ApiOperation> offeredBy(ApiClient client) {
    return client
        .as("")
        .get("/api/v1/openapi?format=json")
        .body()
        .path("paths")
        .properties()
        .stream()
        .flatMap(ApiOperation::ofPath)
        .toList();
  }

  private static Stream<ApiOperation> ofPath(Map.Entry<String, JsonNode> path) {
    return path.getValue().properties().stream()
        .flatMap(
            method ->
                mediaTypes(method.getValue())
                    .map(
                        type ->
                            new ApiOperation(
                                method.getKey().toUpperCase(Locale.ROOT), path.getKey(), type)));
  }

  private static Stream<String> mediaTypes(JsonNode operation) {
    Stream<String> offered =
        operation.path("responses").properties().stream()
            .filter(response -> response.getKey().startsWith("2"))
            .flatMap(
                response ->
                    StreamSupport.stream(
                        ((Iterable<String>) response.getValue().path("content")::fieldNames)
                            .spliterator(),
                        false));
    List<String> types = offered.distinct().toList();
    return types.isEmpty() ? Stream.of("*/*") : types.stream();
  }

  @Override
  public String toString() {
    return method + " " + path + (mediaType.equals("text/event-stream") ? " as events" : "");
  }
}
