// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.agent.admission.Policy;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JobAdmissionTest {
  @Test
  void aGuardedMemberKeepsWhatExists() {
    assertThat(refusal(Policy.Mode.GUARDED, Set.of(), "'APP/ORDERS'")).hasValue("POLICY_GUARDED");
    assertThat(refusal(Policy.Mode.GUARDED, Set.of(), "")).isEmpty();
    assertThat(refusal(Policy.Mode.FULL, Set.of(), "'APP/ORDERS'")).isEmpty();
  }

  @Test
  void aMemberThatAllowsNoRestoresRefusesTheirDocuments() {
    assertThat(refusal(Policy.Mode.FULL, Set.of("deploy", "backup"), ""))
        .hasValue("POLICY_OPERATION");
    assertThat(refusal(Policy.Mode.FULL, Set.of("restore"), "")).isEmpty();
  }

  @Test
  void anInvalidDocumentIsRefusedWithItsFinding() {
    assertThat(refusal(Policy.Mode.FULL, Set.of(), "'ORDERS'")).hasValue("BAD_VALUE");
  }

  private static Optional<String> refusal(
      Policy.Mode mode, Set<String> operations, String replace) {
    Policy policy = new Policy(mode, Set.of(), operations, Set.of("nats"));
    return JobAdmission.refusal(
            JobKind.RESTORE, Json.mapper().valueToTree(Resources.tree(restore(replace))), policy)
        .map(Problem::code);
  }

  private static String restore(String replace) {
    return """
    {'apiVersion': 'flotilla.dev/v1alpha1', 'kind': 'NatsRestore', 'metadata': {'name': 'lost'},
     'spec': {'cluster': 'orders', 'set': 'latest', 'identitySecret': {'name': 'age'},
              'storage': {'volumeClaim': {'claimName': 'sets'}}, 'replace': [%s]}}
    """
        .formatted(replace);
  }
}
