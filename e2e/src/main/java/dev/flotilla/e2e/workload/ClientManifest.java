// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.workload;

import dev.flotilla.e2e.fleet.Member;
import dev.flotilla.protocol.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Jobs of a client that mounts what {@code flotilla connect} names: the credentials of a
 * NatsCluster and, where its servers speak TLS, their CA certificates.
 *
 * @param member where they run
 * @param namespace of the NatsCluster
 * @param cluster the NatsCluster's name
 */
record ClientManifest(Member member, String namespace, String cluster) {

  /** A Job that runs the client with these arguments once. */
  String job(String name, List<String> arguments) {
    var secrets =
        """
        projected: {sources: [{secret: {name: %1$s-app-creds}}, \
        {secret: {name: %1$s-tls, items: [{key: ca.crt, path: ca.crt}], optional: true}}]}"""
            .formatted(cluster);
    var login = Stream.of("nats://" + cluster + ":4222", "/credentials/user.creds");
    return job(name, Stream.concat(login, arguments.stream()), secrets);
  }

  /** The same at servers without authentication, which may be others than a NatsCluster's. */
  String jobWithoutCredentials(String name, List<String> arguments) {
    return job(name, arguments.stream(), "emptyDir: {}");
  }

  private String job(String name, Stream<String> arguments, String credentials) {
    return """
        apiVersion: batch/v1
        kind: Job
        metadata:
          name: %1$s
          namespace: %2$s
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
                - name: client
                  image: %3$s:dev
                  imagePullPolicy: IfNotPresent
                  env: [{name: NATS_URL, value: "nats://%4$s:4222"}]
                  args: [%5$s]
                  securityContext:
                    allowPrivilegeEscalation: false
                    readOnlyRootFilesystem: true
                    capabilities: {drop: [ALL]}
                  volumeMounts:
                    - {name: credentials, mountPath: /credentials, readOnly: true}
                    - {name: tmp, mountPath: /tmp}
              volumes:
                - name: credentials
                  %6$s
                - name: tmp
                  emptyDir: {}
        """
        .formatted(
            name,
            namespace,
            member.environment().imageRepository("client"),
            cluster,
            arguments.map(ClientManifest::quoted).collect(Collectors.joining(", ")),
            credentials);
  }

  /** A string of JSON is one of YAML. */
  private static String quoted(String argument) {
    return new String(Json.write(argument), StandardCharsets.UTF_8);
  }
}
