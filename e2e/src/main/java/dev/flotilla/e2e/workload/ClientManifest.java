// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.workload;

import dev.flotilla.e2e.fleet.Member;
import java.util.List;
import java.util.stream.Collectors;

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
                  args: ["nats://%4$s:4222", "/credentials/user.creds", %5$s]
                  securityContext:
                    allowPrivilegeEscalation: false
                    readOnlyRootFilesystem: true
                    capabilities: {drop: [ALL]}
                  volumeMounts:
                    - {name: credentials, mountPath: /credentials, readOnly: true}
                    - {name: tmp, mountPath: /tmp}
              volumes:
                - name: credentials
                  projected:
                    sources:
                      - secret: {name: %4$s-app-creds}
                      - secret: {name: %4$s-tls, items: [{key: ca.crt, path: ca.crt}], optional: true}
                - name: tmp
                  emptyDir: {}
        """
        .formatted(
            name,
            namespace,
            member.environment().imageRepository("client"),
            cluster,
            arguments.stream()
                .map(argument -> '"' + argument + '"')
                .collect(Collectors.joining(", ")));
  }
}
