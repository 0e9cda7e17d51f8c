// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.kills;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.e2e.fleet.Member;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.admission.Watermark;
import dev.flotilla.protocol.resource.ResourceKind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.zip.GZIPInputStream;

/**
 * What an agent has recorded before it acts.
 *
 * @param member of the agent
 * @param cluster the NatsCluster that it works on
 */
record Intents(Member member, String cluster) {

  /** Whether the intent of the write was not recorded. */
  boolean lacks(HeldWrite write) {
    return switch (write.resource()) {
      case "natsclusters" -> !admitted(ResourceKind.NATS_CLUSTER, write);
      case "natsoperations" -> !admitted(ResourceKind.NATS_OPERATION, write);
      case "statefulsets" -> !step(write).equals(set(write.request()));
      case "poddisruptionbudgets" ->
          !step(write).equals(allowed(write.request()) == 0 ? "protect" : "finish");
      case "pods" ->
          write.name().endsWith("-pull")
              ? !pulling(write)
              : !step(write).equals("restart " + ordinal(write.name()));
      case "secrets", "services", "configmaps" ->
          !write.namespace().equals(member.namespace()) && !making(step(write));
      default -> false;
    };
  }

  private static String ordinal(String pod) {
    return pod.substring(pod.lastIndexOf('-') + 1);
  }

  /** Pods that pull an image belong to the change that needs it; they go during any step of it. */
  private boolean pulling(HeldWrite write) {
    String step = step(write);
    return write.request().path("operation").asText().equals("DELETE")
        ? !step.isEmpty()
        : step.equals("apply");
  }

  /** A changed document changes the configuration with the template. */
  private static boolean making(String step) {
    return step.equals("create") || step.equals("apply");
  }

  /** The intent of a write of a StatefulSet: its partition says which server may roll. */
  private static String set(JsonNode request) {
    if (request.path("operation").asText().equals("CREATE")) {
      return "create";
    }
    int partition = partition(request.path("object"));
    if (partition == request.at("/object/spec/replicas").asInt()) {
      return partition == partition(request.path("oldObject")) ? "apply" : "finish";
    }
    return "roll " + partition;
  }

  private static int partition(JsonNode set) {
    return set.at("/spec/updateStrategy/rollingUpdate/partition").asInt();
  }

  private static int allowed(JsonNode request) {
    return request.at("/object/spec/maxUnavailable").asInt();
  }

  /** The watermark holds the very revision that is written. */
  private boolean admitted(ResourceKind kind, HeldWrite write) {
    var stored =
        member
            .get("configmap", "flotilla-agent-state", "-n", member.namespace())
            .at("/binaryData")
            .path("watermark.json.gz");
    if (stored.isMissingNode()) {
      return false;
    }
    var seen = watermark(stored).of(kind.key(write.namespace(), write.name()));
    return seen != null && seen.revision() >= revision(write.request().path("object"));
  }

  private static Watermark watermark(JsonNode stored) {
    byte[] packed = Base64.getDecoder().decode(stored.asText());
    try (var json = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return Json.read(json.readAllBytes(), Watermark.class);
    } catch (IOException damaged) {
      throw new UncheckedIOException(damaged);
    }
  }

  private static long revision(JsonNode object) {
    return object.at("/metadata/annotations").path("flotilla.dev/revision").asLong();
  }

  /** The step that is recorded for the document as it is now; empty when it is for another. */
  private String step(HeldWrite write) {
    var resource = member.get("natscluster", cluster, "-n", write.namespace());
    var step = resource.at("/status/step");
    boolean current =
        step.path("generation").asLong() == resource.at("/metadata/generation").asLong();
    var words = step.path("name").asText() + " " + step.path("server").asText("");
    return current ? words.strip() : "";
  }
}
