// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.natscluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.agent.render.Blueprints;
import dev.flotilla.agent.render.server.ServerSet;
import dev.flotilla.protocol.Problem;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransitionTest {
  private static final String THREE = "'replicas': 3";
  private static final String WAIVED = ", 'waivers': ['STANDALONE_STREAMS']";
  private static final String WITHOUT = "'jetStream': {'enabled': false}";
  private static final String SMALL = "'jetStream': {'fileStore': {'size': '1024Mi'}}";
  private static final String SAME = "'jetStream': {'fileStore': {'size': '1Gi'}}";
  private static final String LARGE = "'jetStream': {'fileStore': {'size': '20Gi'}}";
  private static final String ONE_WITHOUT = "'replicas': 1, " + WITHOUT;
  private static final String THREE_WITHOUT = "'replicas': 3, " + WITHOUT;
  private static final String JOINED = "'gateway': {}";
  private static final String RENAMED = "'gateway': {'name': 'west'}";
  private static final String RESOLVER = "'resolver': {'size': '2Gi'}";

  private static final String LISTED = "'authentication': {'mode': 'accounts'}";
  private static final String BASIC = "'authentication': {'mode': 'basic'}";
  private static final String OPERATOR = "'authentication': {'mode': 'operator'}";

  private static final String TLS = "'tls': {}";
  private static final String CLIENTS = "'tls': {'listeners': {'routes': false}}";
  private static final String GIVEN = "'tls': {'certificate': {'secretName': 'one'}}";
  private static final String OTHER = "'tls': {'certificate': {'secretName': 'two'}}";

  @ParameterizedTest(name = "{0} to {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      nullValues = "possible",
      value = {
        THREE + "|" + THREE + "|possible",
        THREE + "|'replicas': 5|possible",
        THREE + "|'replicas': 1|SERVERS_REDUCED",
        "'replicas': 1|" + THREE + "|STANDALONE_STREAMS",
        "'replicas': 1|" + THREE + WAIVED + "|possible",
        ONE_WITHOUT + "|" + THREE_WITHOUT + "|possible",
        THREE + "|" + THREE_WITHOUT + "|VOLUMES_IMMUTABLE",
        THREE_WITHOUT + "|" + THREE + "|VOLUMES_IMMUTABLE",
        SMALL + "|" + SAME + "|possible",
        SMALL + "|" + LARGE + "|VOLUMES_IMMUTABLE",
        THREE + "|" + RENAMED + "|CLUSTER_RENAMED",
        RENAMED + "|" + THREE + "|CLUSTER_RENAMED",
        THREE + "|" + JOINED + "|possible",
        THREE + "|" + RESOLVER + "|VOLUMES_IMMUTABLE",
        THREE + "|" + OPERATOR + "|possible",
        LISTED + "|" + LISTED + "|possible",
        THREE + "|" + LISTED + "|AUTHENTICATION_FIXED",
        LISTED + "|" + THREE + "|AUTHENTICATION_FIXED",
        LISTED + "|" + BASIC + "|AUTHENTICATION_FIXED",
        TLS + "|" + TLS + "|possible",
        THREE + "|" + TLS + "|TLS_FIXED",
        TLS + "|" + THREE + "|TLS_FIXED",
        TLS + "|" + CLIENTS + "|TLS_FIXED",
        TLS + "|" + GIVEN + "|TLS_FIXED",
        GIVEN + "|" + OTHER + "|possible",
      })
  void onlyWhatKeepsDataAndQuorumIsPossible(String before, String after, String code) {
    Live running = new Live(Kind.STATEFUL_SET, set(blueprint(before)).tree());
    Blueprint wanted = blueprint(after);

    Optional<Problem> problem = Transition.judge(running, set(wanted), wanted.spec());

    assertThat(problem.map(Problem::code)).isEqualTo(Optional.ofNullable(code));
  }

  private static Manifest set(Blueprint blueprint) {
    return ServerSet.of(blueprint, blueprint.spec().servers().replicas());
  }

  private static Blueprint blueprint(String fields) {
    return Blueprints.orders("{'version': '2.15.2', %s}".formatted(fields).replace('\'', '"'));
  }
}
