// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.natscluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.answer.Rejection;
import dev.flotilla.nats.catalogue.Catalogue;
import dev.flotilla.nats.cluster.NatsCluster;
import dev.flotilla.nats.cluster.parser.NatsClusterParser;
import dev.flotilla.nats.document.Parsed;
import dev.flotilla.nats.document.Stage;
import dev.flotilla.protocol.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DesiredDocumentTest {
  @Test
  void equalDocumentsHaveEqualText() {
    String one = body("'version':'2.15.2','replicas':3", "'labels':{'a':'b'},");
    String other = body("'replicas':3,'version':'2.15.2'", "");

    assertThat(one).isEqualTo(other).doesNotContain("labels");
  }

  @Test
  void theAddressAndTheDocumentMustAgree() {
    JsonNode manifest = manifest("orders", "'version':'2.15.2'", "");

    assertThat(fields(call("payments", manifest))).containsExactly("metadata.name");
  }

  @Test
  void theMemberMustServeTheNamespace() {
    Answer<DesiredDocument> answer =
        judged(call("orders", manifest("orders", "'version':'2.15.2'", "")), "other");

    assertThat(answer).isInstanceOf(Answer.Rejected.class);
    assertThat(((Answer.Rejected<DesiredDocument>) answer).rejection().problem().code())
        .isEqualTo("NAMESPACE_NOT_SERVED");
  }

  @Test
  void wrongFieldsOfTheSpecAreThoseOfTheParser() {
    assertThat(
            fields(call("orders", manifest("orders", "'version':'1.0.0','replicas':4,'x':1", ""))))
        .containsExactlyInAnyOrder("spec.version", "spec.replicas", "spec.x");
  }

  private static String body(String spec, String metadata) {
    Answer<DesiredDocument> answer =
        judged(call("orders", manifest("orders", spec, metadata)), "nats");
    return ((Answer.Given<DesiredDocument>) answer).value().body();
  }

  private static List<String> fields(NatsClusterCall call) {
    Answer<DesiredDocument> answer = judged(call, "nats");
    return ((Answer.Rejected<DesiredDocument>) answer)
        .rejection().errors().stream().map(Rejection.FieldError::field).toList();
  }

  private static Answer<DesiredDocument> judged(NatsClusterCall call, String namespace) {
    Parsed<NatsCluster> parsed =
        NatsClusterParser.parse(call.manifest(), Stage.FIRST_DEPLOY, Catalogue.bundled());
    return DesiredDocument.of(call, parsed, List.of(namespace));
  }

  private static NatsClusterCall call(String name, JsonNode manifest) {
    return new NatsClusterCall("t1", "ci", "east", "nats", name, manifest, Optional.empty());
  }

  private static JsonNode manifest(String name, String spec, String metadata) {
    String json =
        "{'apiVersion':'flotilla.dev/v1alpha1','kind':'NatsCluster','metadata':{%s'namespace':'nats','name':'%s'},'spec':{%s}}"
            .formatted(metadata, name, spec)
            .replace('\'', '"');
    return Json.read(json.getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }
}
