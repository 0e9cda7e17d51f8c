// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.flotilla.nats.catalogue.Catalogue;
import dev.flotilla.nats.document.Stage;
import dev.flotilla.nats.validation.Validation.Result;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ValidationTest {

  @Test
  void everyFindingIsThereAtOnceWithErrorsFirst() throws IOException {
    Validation validation =
        validation(
            """
            version: 2.15.2, replicas: 4, resources: {requests: {memory: plenty}},
            waivers: [EVEN_REPLICAS]""",
            Stage.FIRST_DEPLOY);

    assertThat(validation.valid()).isFalse();
    assertThat(validation.findings())
        .extracting(Result::severity, Result::code)
        .containsExactly(
            tuple("error", "BAD_QUANTITY"),
            tuple("warning", "NO_MEMORY_LIMIT"),
            tuple("waived", "EVEN_REPLICAS"));
  }

  @Test
  void warningsDoNotStopADocument() throws IOException {
    Validation validation = validation("version: 2.15.2", Stage.FIRST_DEPLOY);

    assertThat(validation.valid()).isTrue();
    assertThat(validation.findings()).extracting(Result::severity).containsOnly("warning");
  }

  @Test
  void serversThatRunWithoutTlsMayGoOnWithoutIt() throws IOException {
    String spec =
        """
        version: 2.15.2, profile: production, tls: {listeners: {client: false, routes: false}}""";

    assertThat(validation(spec, Stage.FIRST_DEPLOY).valid()).isFalse();
    assertThat(validation(spec, Stage.RUNNING).valid()).isTrue();
  }

  private static Validation validation(String spec, Stage stage) throws IOException {
    JsonNode document =
        YAMLMapper.builder()
            .build()
            .readTree(
                """
                apiVersion: flotilla.dev/v1alpha1
                kind: NatsCluster
                metadata: {namespace: nats, name: orders}
                spec: {%s}
                """
                    .formatted(spec));
    return Validation.of(document, stage, Catalogue.bundled());
  }
}
