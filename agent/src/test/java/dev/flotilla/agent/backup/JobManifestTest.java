// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.agent.credentials.AccountLogin;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.backup.engine.Task;
import dev.flotilla.nats.jwt.KeyLogin;
import dev.flotilla.nats.jwt.Nkeys;
import dev.flotilla.nats.testing.Golden;
import dev.flotilla.protocol.Json;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Jobs and tasks as they are created. */
class JobManifestTest {
  private static final Path FOLDER = Path.of("src/test/jobs");
  private static final String RECIPIENT =
      "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p";
  private static final JobImage IMAGE =
      new JobImage(
          "flotilla/agent:0.1.0", "IfNotPresent", List.of("registry"), "flotilla-agent-backup");

  private static final JobBlueprint BACKUP =
      blueprint(
          JobKind.BACKUP,
          """
          'cluster': 'orders', 'storage': {'volumeClaim': {'claimName': 'sets', 'path': 'fleet'}},
          'recipients': ['%s'], 'include': ['APP/*']
          """
              .formatted(RECIPIENT),
          "clients by agent");

  private static final JobBlueprint RESTORE =
      blueprint(
          JobKind.RESTORE,
          """
          'cluster': 'orders', 'set': 'latest', 'source': {'member': 'west'},
          'storage': {'s3': {'endpoint': 'https://s3.example.org', 'bucket': 'sets',
            'credentialsSecret': {'name': 's3'}, 'caSecret': {'name': 's3-ca'}}},
          'identitySecret': {'name': 'age'}, 'replicas': 1, 'replace': ['APP/ORDERS'],
          'rename': [{'from': 'APP/A', 'to': 'APP/B'}]
          """,
          "");

  @Test
  void theJobOfABackup() {
    Golden.check(FOLDER.resolve("backup.yaml"), yaml(JobManifest.of(BACKUP, IMAGE).tree()));
  }

  @Test
  void theJobOfARestore() {
    Golden.check(FOLDER.resolve("restore.yaml"), yaml(JobManifest.of(RESTORE, IMAGE).tree()));
  }

  @Test
  void theTasks() {
    Golden.check(FOLDER.resolve("backup-task.yaml"), yaml(task(BACKUP)));
    Golden.check(FOLDER.resolve("restore-task.yaml"), yaml(task(RESTORE)));
  }

  @Test
  void aTaskIsReadAsItWasWritten() {
    Task task = task(RESTORE);

    assertThat(Json.read(Json.write(task), Task.class)).isEqualTo(task);
  }

  @Test
  void theSecretHoldsTheLoginThatTheTaskNames() {
    var login = new KeyLogin(new Nkeys(new SecureRandom()).user());
    var secret =
        new TaskSecret(BACKUP, "east", new AccountLogin(Optional.of("AABC"), Optional.of(login)));

    assertThat(secret.task().accounts())
        .containsExactly(new Task.Account("APP", "AABC", "/task/APP.nk", false));
    assertThat(Tree.at(secret.manifest().content(), "data", "APP.nk")).isPresent();
    assertThat(new String(Json.write(secret.task()), StandardCharsets.UTF_8))
        .doesNotContain(login.user().seed());
  }

  private static Task task(JobBlueprint blueprint) {
    return new TaskSecret(
            blueprint, "east", new AccountLogin(Optional.of("AABC"), Optional.empty()))
        .task();
  }

  private static String yaml(Object tree) {
    return Serialization.asYaml(Json.mapper().convertValue(tree, Object.class));
  }

  private static JobBlueprint blueprint(JobKind kind, String spec, String tls) {
    Live resource =
        Resources.live(
            kind.kind(),
            """
            {'apiVersion': 'flotilla.dev/v1alpha1', 'kind': '%s',
             'metadata': {'name': 'nightly', 'namespace': 'nats', 'uid': 'uid-2'}, 'spec': {%s}}
            """
                .formatted(kind.kind().name(), spec));
    var parsed = kind.parse(Json.mapper().valueToTree(resource.tree()));
    assertThat(parsed.errors()).isEmpty();
    return new JobBlueprint(
        kind, resource, parsed.value().orElseThrow(), "01kb00000000000000000000set", cluster(tls));
  }

  private static TargetCluster cluster(String tls) {
    return new TargetCluster(
        Resources.live(
            Kind.NATS_CLUSTER,
            "{'metadata': {'name': 'orders', 'namespace': 'nats', 'uid': 'uid-1'}, 'spec': {'version':"
                + " '2.15.3'}}"),
        Resources.live(
            Kind.STATEFUL_SET,
            """
            {'metadata': {'name': 'orders', 'namespace': 'nats'}, 'spec': {'replicas': 3, 'template': {
              'metadata': {'annotations': {'flotilla.dev/tls': '%s'}},
              'spec': {'volumes': [{'name': 'tls', 'secret': {'secretName': 'orders-tls'}}]}}}}
            """
                .formatted(tls)));
  }
}
