// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.natscluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.answer.Rejection;
import dev.flotilla.hub.answer.Rejection.FieldError;
import dev.flotilla.nats.cluster.NatsCluster;
import dev.flotilla.nats.document.Finding;
import dev.flotilla.nats.document.FindingCode;
import dev.flotilla.nats.document.Parsed;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.document.Body;
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.resource.ResourceKind;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A document as the hub wants it.
 *
 * @param key the resource
 * @param body text in one canonical form, so that equal documents have equal text
 */
public record DesiredDocument(ResourceKey key, String body) {
  /**
   * Judges a document for an address and a member that serves these namespaces; finds every wrong
   * field at once.
   *
   * @param parsed the call's manifest
   */
  public static Answer<DesiredDocument> of(
      NatsClusterCall call, Parsed<NatsCluster> parsed, List<String> namespaces) {
    return of(ResourceKind.NATS_CLUSTER, call, errors(parsed), namespaces);
  }

  /**
   * The same for a document of any kind.
   *
   * @param wrong what was found in it so far
   */
  public static Answer<DesiredDocument> of(
      ResourceKind kind, NatsClusterCall call, List<FieldError> wrong, List<String> namespaces) {
    JsonNode manifest = call.manifest();
    List<FieldError> errors = new ArrayList<>(wrong);
    sameAsAddress(manifest, "namespace", call.namespace(), errors);
    sameAsAddress(manifest, "name", call.name(), errors);
    if (!namespaces.contains(call.namespace())) {
      errors.add(
          new FieldError(
              "metadata.namespace",
              Code.NAMESPACE_NOT_SERVED,
              call.member() + " does not serve namespace " + call.namespace() + ".",
              "It serves "
                  + String.join(", ", namespaces)
                  + "; add it to the values of the agent's chart."));
    }
    if (!ResourceKey.isLabel(call.namespace()) || !ResourceKey.isLabel(call.name())) {
      errors.add(
          new FieldError(
              "metadata.name",
              FindingCode.BAD_NAME,
              "Namespace and name must be DNS labels of at most 40 characters.",
              "Use lower-case letters, digits and hyphens."));
    }
    return errors.isEmpty() ? sized(kind, call) : new Answer.Rejected<>(Rejection.invalid(errors));
  }

  /** The findings that reject a document, as wrong fields. */
  public static List<FieldError> errors(Parsed<?> parsed) {
    return parsed.errors().stream().map(DesiredDocument::error).toList();
  }

  /** The document of a text as it was stored. */
  public static ObjectNode read(String body) {
    return Json.read(body.getBytes(StandardCharsets.UTF_8), ObjectNode.class);
  }

  private static Answer<DesiredDocument> sized(ResourceKind kind, NatsClusterCall call) {
    String body = canonical(kind, call);
    if (body.getBytes(StandardCharsets.UTF_8).length > Body.MOST) {
      return new Answer.Rejected<>(
          Rejection.invalid(
              "spec",
              Code.TOO_LARGE,
              "The document is longer than " + Body.MOST / 1024 + " KiB.",
              "Shorten it."));
    }
    return new Answer.Given<>(new DesiredDocument(kind.key(call.namespace(), call.name()), body));
  }

  // Only what the hub is responsible for: labels, status and the like are dropped.
  private static String canonical(ResourceKind kind, NatsClusterCall call) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("apiVersion", NatsCluster.API_VERSION);
    document.put("kind", kind.kind());
    document.putObject("metadata").put("namespace", call.namespace()).put("name", call.name());
    document.set("spec", call.manifest().path("spec"));
    try {
      return Json.mapper()
          .writer(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .writeValueAsString(Json.mapper().convertValue(document, Map.class));
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static void sameAsAddress(
      JsonNode manifest, String field, String wanted, List<FieldError> errors) {
    @Nullable JsonNode given = manifest.path("metadata").get(field);
    if (given != null && given.isTextual() && !given.textValue().equals(wanted)) {
      errors.add(
          new FieldError(
              "metadata." + field,
              Code.NOT_THE_ADDRESS,
              "The document names " + given.textValue() + ", the URL " + wanted + ".",
              "Send it to the URL of the resource that it names."));
    }
  }

  private static FieldError error(Finding finding) {
    return new FieldError(
        finding.field(), finding.code().name(), finding.message(), finding.hint());
  }
}
