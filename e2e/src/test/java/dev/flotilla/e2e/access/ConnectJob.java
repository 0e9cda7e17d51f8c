// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.access;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.flotilla.e2e.fleet.Member;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/**
 * A Job with the pod that {@code flotilla connect} prints to be pasted, and the client as its
 * image.
 *
 * @param member where it runs
 * @param namespace of it
 * @param name of it
 * @param output the output of {@code flotilla connect}
 */
record ConnectJob(Member member, String namespace, String name, String output) {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /** How it ended, and what it wrote. */
  record End(boolean succeeded, String log) {}

  /** Sends so many messages through a stream on one server, and waits for the end. */
  End roundTrip(int messages) {
    member.apply(manifest(messages));
    await("the client Job " + name + " ends")
        .atMost(PATIENCE)
        .until(() -> count("succeeded") + count("failed") > 0);
    String log = member.kubectl("logs", "-n", namespace, "job/" + name).run().output();
    return new End(count("succeeded") > 0, log);
  }

  private int count(String end) {
    return member.get("job", name, "-n", namespace).at("/status/" + end).asInt();
  }

  private String manifest(int messages) {
    try {
      ObjectNode job = (ObjectNode) YAML.readTree(template());
      ObjectNode pod = job.withObject("/spec/template/spec");
      ObjectNode container = (ObjectNode) pod.at("/containers/0");
      JsonNode printed = printed();
      container.setAll((ObjectNode) printed.at("/spec/containers/0"));
      container.put("image", member.environment().imageRepository("client") + ":dev");
      container.putArray("args").add("round-trip").add(Integer.toString(messages)).add("1");
      temporary(pod, container);
      printed.at("/spec/volumes").forEach(pod.withArray("/volumes")::add);
      return YAML.writeValueAsString(job);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  /** The part of the output that is a pod. */
  private JsonNode printed() throws IOException {
    int begin = output.indexOf("  spec:\n");
    int end = output.indexOf("\nConnect from Java");
    return YAML.readTree(output.substring(begin, end));
  }

  private static void temporary(ObjectNode pod, ObjectNode container) {
    container.withArray("/volumeMounts").addObject().put("name", "tmp").put("mountPath", "/tmp");
    pod.withArray("/volumes").addObject().put("name", "tmp").putObject("emptyDir");
  }

  private String template() {
    return """
        apiVersion: batch/v1
        kind: Job
        metadata: {name: %s, namespace: %s}
        spec:
          backoffLimit: 0
          template:
            spec:
              restartPolicy: Never
              automountServiceAccountToken: false
              securityContext:
                runAsNonRoot: true
                runAsUser: 10001
                fsGroup: 10001
                seccompProfile: {type: RuntimeDefault}
              containers:
                - imagePullPolicy: IfNotPresent
                  securityContext:
                    allowPrivilegeEscalation: false
                    readOnlyRootFilesystem: true
                    capabilities: {drop: [ALL]}
        """
        .formatted(name, namespace);
  }
}
