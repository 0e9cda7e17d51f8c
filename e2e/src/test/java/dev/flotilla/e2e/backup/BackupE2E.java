// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.exceptionfactory.jagged.x25519.X25519KeyPairGenerator;
import dev.flotilla.e2e.fleet.Member;
import dev.flotilla.e2e.fleet.SharedFleet;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.e2e.process.Result;
import dev.flotilla.e2e.workload.ClientJob;
import dev.flotilla.e2e.workload.Deployment;
import dev.flotilla.e2e.workload.NatsClusterManifest;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A stream that is lost comes back from a set in its member, by the hub and without one. */
@Tag("e2e")
@Execution(ExecutionMode.CONCURRENT)
@ExtendWith(SharedFleet.class)
class BackupE2E {

  private static final String NAMESPACE = "backup";
  private static final String ADDRESS = "east/" + NAMESPACE + "/kept";
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final int MESSAGES = 500;

  @AfterAll
  static void gone(TestFleet fleet) {
    fleet
        .east()
        .kubectl("delete", "natsbackups,natsrestores", "--all", "-n", NAMESPACE)
        .run()
        .orThrow();
    fleet.east().deleteNatsClusters(NAMESPACE);
  }

  @Test
  void aLostStreamComesBack(TestFleet fleet) throws Exception {
    var east = fleet.east();
    var keys = new X25519KeyPairGenerator().generateKeyPair();
    provide(east, keys);
    new Deployment(fleet.cli(), "east", NatsClusterManifest.of("kept", NAMESPACE)).run();
    var client = new ClientJob(east, NAMESPACE, "kept");
    assertThat(client.run(MESSAGES)).contains("read=" + MESSAGES);

    var created =
        fleet
            .cli()
            .command("backup", "create", ADDRESS, "--name", "first", "--volume-claim", "sets")
            .with("--recipient", text(keys.getPublic().getEncoded()))
            .with("--identity-secret", "backup-identity", "--verify", "decoded")
            .run(System.err::println);

    assertThat(created.succeeded()).as("%s", created).isTrue();
    assertThat(created.output()).contains("Complete", "decoded").doesNotContain("Not saved");
    var present = restore(fleet, "--dry-run");
    assertThat(present.output()).contains("STREAM_EXISTS");
    assertThat(client.request("STREAM.DELETE.ORDERS", "{}")).contains("\"success\":true");

    var restored = restore(fleet);

    assertThat(restored.succeeded()).as("%s", restored).isTrue();
    assertThat(messages(client)).isEqualTo(MESSAGES);
    assertThat(client.run(MESSAGES)).contains("read=" + MESSAGES);
    assertThat(fleet.cli().run("backup", "list", ADDRESS)).contains("first", "decoded");

    var recipient = text(keys.getPublic().getEncoded());
    assertThat(withoutTheHub(east, "anew", recipient))
        .as("the stream was made anew since the first set, so all of it is saved")
        .isEqualTo(2 * MESSAGES);
    assertThat(client.run(MESSAGES)).contains("read=" + MESSAGES);
    assertThat(withoutTheHub(east, "increment", recipient)).isEqualTo(MESSAGES);
    assertLeastRights(east);
  }

  /** A NatsBackup of kubectl or Git is carried out as one of the hub is; messages in its set. */
  private static int withoutTheHub(Member east, String name, String recipient) {
    east.apply(
        """
        apiVersion: flotilla.dev/v1alpha1
        kind: NatsBackup
        metadata: {name: %s, namespace: %s}
        spec:
          cluster: kept
          base: latest
          storage: {volumeClaim: {claimName: sets}}
          recipients: [%s]
        """
            .formatted(name, NAMESPACE, recipient));
    await("the NatsBackup is complete")
        .atMost(PATIENCE)
        .until(() -> condition(east, name).equals("True BackupComplete"));
    var status = east.get("natsbackup", name, "-n", NAMESPACE).path("status");
    assertThat(status.at("/verified/level").asText()).isEqualTo("written");
    return status.path("messages").asInt();
  }

  private static String condition(Member east, String name) {
    for (var condition : east.get("natsbackup", name, "-n", NAMESPACE).at("/status/conditions")) {
      if (condition.path("type").asText().equals("Complete")) {
        return condition.path("status").asText() + " " + condition.path("reason").asText();
      }
    }
    return "";
  }

  /** What a Job had is gone with it, and its account may do no more than report. */
  private static void assertLeastRights(Member east) {
    var secrets = east.kubectl("get", "secrets", "-n", NAMESPACE, "-o", "name").run().orThrow();
    assertThat(secrets).doesNotContain("-task");
    var account = "--as=system:serviceaccount:" + NAMESPACE + ":flotilla-agent-backup.flotilla";
    assertThat(may(east, account, "patch", "natsbackups", "--subresource=status")).isTrue();
    assertThat(may(east, account, "get", "natsbackups")).isFalse();
    assertThat(may(east, account, "get", "secrets")).isFalse();
    assertThat(may(east, account, "create", "pods")).isFalse();
    assertThat(may(east, account, "patch", "natsclusters")).isFalse();
  }

  private static boolean may(Member east, String account, String... question) {
    return east.kubectl("auth", "can-i", account, "-n", NAMESPACE).with(question).run().succeeded();
  }

  private static Result restore(TestFleet fleet, String... options) {
    return fleet
        .cli()
        .command("restore", ADDRESS, "--backup", "first")
        .with(options)
        .run(System.err::println);
  }

  private static void provide(Member east, KeyPair keys) {
    east.apply(
        """
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: sets, namespace: %1$s}
        spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: backup-identity, namespace: %1$s}
        stringData: {identity: %2$s}
        """
            .formatted(NAMESPACE, text(keys.getPrivate().getEncoded())));
  }

  private static String text(byte[] key) {
    return new String(key, StandardCharsets.US_ASCII);
  }

  private static int messages(ClientJob client) {
    var info = client.request("STREAM.INFO.ORDERS", "{}");
    var matcher = Pattern.compile("\"messages\":\\s*(\\d+)").matcher(info);
    assertThat(matcher.find()).as(info).isTrue();
    return Integer.parseInt(matcher.group(1));
  }
}
