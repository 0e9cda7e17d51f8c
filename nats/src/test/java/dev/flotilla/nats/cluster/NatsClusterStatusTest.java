// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The groups of a status are not seen in Kubernetes. */
class NatsClusterStatusTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @Test
  void allFieldsAreThoseOfTheStatus() throws Exception {
    String json =
        """
        {"observedGeneration":2,"revision":7,"operation":"deploy-1",
         "conditions":[],
         "version":"2.15.2","replicas":3,"readyReplicas":2,"servers":"2/3",
         "waived":["SINGLE_SERVER"],"warnings":[],
         "url":"nats://orders.nats.svc:4222",
         "credentialsSecret":{"name":"orders-app-creds","key":"user.creds"},
         "step":{"name":"roll","server":2,"generation":2,"intentAt":"2026-01-01T00:00:00Z"}}
        """;

    NatsClusterStatus status = MAPPER.readValue(json, NatsClusterStatus.class);

    assertThat(status.basis()).isEqualTo(new NatsClusterStatus.Basis(2L, 7L, "deploy-1"));
    assertThat(status.running()).isEqualTo(new NatsClusterStatus.Servers("2.15.2", 3, 2, "2/3"));
    assertThat(status.rails().waived()).isEqualTo(List.of("SINGLE_SERVER"));
    assertThat(MAPPER.readTree(MAPPER.writeValueAsString(status))).isEqualTo(MAPPER.readTree(json));
  }

  @Test
  void beforeTheFirstLookThereIsNone() throws Exception {
    assertThat(MAPPER.readValue("{}", NatsClusterStatus.class)).isEqualTo(NatsClusterStatus.NONE);
    assertThat(MAPPER.writeValueAsString(NatsClusterStatus.NONE)).isEqualTo("{}");
  }
}
