// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.kills;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A write that has arrived at the API server and is neither stored nor refused yet.
 *
 * @param request of the AdmissionReview
 * @param arrived when it arrived
 * @param verdict true lets it pass
 */
record HeldWrite(JsonNode request, Instant arrived, CompletableFuture<Boolean> verdict) {

  /** What every write of an object changes. */
  private static final List<String> BOOKKEEPING =
      List.of("managedFields", "resourceVersion", "generation");

  /** Such as {@code statefulsets} or {@code natsclusters/status}. */
  String resource() {
    var part = request.path("subResource").asText();
    var resource = request.at("/resource/resource").asText();
    return part.isEmpty() ? resource : resource + "/" + part;
  }

  String namespace() {
    return request.path("namespace").asText();
  }

  String name() {
    return request.path("name").asText();
  }

  /** The object, and for those with a status the field with its progress. */
  String step() {
    return String.join(
            " ",
            request.path("operation").asText().toLowerCase(java.util.Locale.ROOT),
            resource(),
            name(),
            String.join(" ", stand()).strip())
        .strip();
  }

  /** The request in the journal of a restart, or the pod that is deleted; empty for the rest. */
  String restart() {
    return resource().equals("pods")
        ? step()
        : request.at("/object/status/restart/request").asText();
  }

  /** Writes of one object that mean different steps differ in one of these. */
  private List<String> stand() {
    return List.of(
        request.at("/object/spec/updateStrategy/rollingUpdate/partition").asText(),
        request.at("/object/spec/maxUnavailable").asText(),
        request.at("/object/status/state").asText(),
        request.at("/object/status/restart/request").asText(),
        request.at("/object/status/step/name").asText(),
        request.at("/object/status/step/server").asText());
  }

  /** True when the object would not change. */
  boolean changesNothing() {
    return request.path("operation").asText().equals("UPDATE")
        && content(request.path("object")).equals(content(request.path("oldObject")));
  }

  /** The version of the object before; empty when it is about to be created. */
  String versionBefore() {
    return request.at("/oldObject/metadata/resourceVersion").asText();
  }

  void let() {
    verdict.complete(true);
  }

  void refuse() {
    verdict.complete(false);
  }

  private static JsonNode content(JsonNode object) {
    var copy = object.deepCopy();
    if (copy.path("metadata") instanceof ObjectNode metadata) {
      metadata.remove(BOOKKEEPING);
    }
    return copy;
  }

  @Override
  public String toString() {
    return step();
  }
}
