// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.flotilla.nats.testing.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The document of a scenario for a NatsCluster of another name.
 *
 * @param title of the scenario
 * @param json the document
 */
record ScenarioDocument(String title, ObjectNode json) {

  private static final YAMLMapper YAML = new YAMLMapper();

  /** What objects of their own stand for, and running servers can do without. */
  private static final List<String> REMOVABLE =
      List.of("networkPolicy", "natsBox", "surveyor", "nack", "exposure");

  static ScenarioDocument of(Scenario scenario, String namespace, String name) {
    try {
      var json = (ObjectNode) YAML.readTree(scenario.document().toFile());
      ((ObjectNode) json.path("metadata")).put("namespace", namespace).put("name", name);
      return new ScenarioDocument(scenario.toString(), json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same without what can be switched off. */
  ScenarioDocument switchedOff() {
    var less = json.deepCopy();
    var spec = (ObjectNode) less.path("spec");
    spec.remove(REMOVABLE);
    removeFrom(spec.path("webSocket"), "ingress");
    removeFrom(spec.path("exporter"), "podMonitor");
    return new ScenarioDocument(title + ", switched off", less);
  }

  private static void removeFrom(JsonNode section, String field) {
    if (section instanceof ObjectNode object) {
      object.remove(field);
    }
  }

  String name() {
    return json.at("/metadata/name").asText();
  }

  boolean hasNack() {
    return json.at("/spec/nack/enabled").asBoolean();
  }

  /** Whether cert-manager is to make its certificate. */
  boolean ordersCertificate() {
    return !json.at("/spec/tls/certificate/issuerRef").isMissingNode();
  }

  String yaml() {
    try {
      return YAML.writeValueAsString(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
