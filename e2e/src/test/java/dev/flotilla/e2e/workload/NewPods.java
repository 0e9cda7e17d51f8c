// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.workload;

import static org.awaitility.Awaitility.await;

import dev.flotilla.e2e.fleet.Member;
import java.time.Duration;

/**
 * Keeps the StatefulSet controller from creating pods in a namespace, so that a server that has
 * gone stays away for as long as a test needs. Not by a quota: the agent's own pods are to be
 * created.
 *
 * @param member where it is
 * @param namespace of the servers
 */
public record NewPods(Member member, String namespace) {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String CONTROLLER =
      "system:serviceaccount:kube-system:statefulset-controller";

  private static final String WHY = "no server returns before it is released";

  /** Returns once it is in force, which is a moment after it was created. */
  public void hold() {
    member.apply(policy());
    var trial = member.kubectl("create", "--dry-run=server", "-f", "-").with("--as=" + CONTROLLER);
    await("the API server refuses new pods")
        .atMost(PATIENCE)
        .until(() -> trial.input(pod()).run().error().contains(WHY));
  }

  public void release() {
    member.kubectl("delete", "-f", "-").input(policy()).run().orThrow();
  }

  private String policy() {
    return """
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicy
        metadata: {name: no-new-pods-%1$s}
        spec:
          matchConstraints:
            resourceRules:
              - {apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}
          matchConditions:
            - {name: controller, expression: request.userInfo.username == '%2$s'}
          validations:
            - {expression: "false", message: %3$s, reason: Invalid}
        ---
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicyBinding
        metadata: {name: no-new-pods-%1$s}
        spec:
          policyName: no-new-pods-%1$s
          validationActions: [Deny]
          matchResources:
            namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %1$s}}
        """
        .formatted(namespace, CONTROLLER, WHY);
  }

  /** Otherwise unobjectionable in a namespace with the restricted level of pod security. */
  private String pod() {
    return """
        apiVersion: v1
        kind: Pod
        metadata: {name: any, namespace: %s}
        spec:
          securityContext: {runAsNonRoot: true, seccompProfile: {type: RuntimeDefault}}
          containers:
            - name: any
              image: any
              securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL]}}
        """
        .formatted(namespace);
  }
}
