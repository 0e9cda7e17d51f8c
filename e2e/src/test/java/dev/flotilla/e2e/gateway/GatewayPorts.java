// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.gateway;

import dev.flotilla.e2e.fleet.Member;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Ports of a member's first node that lead to the gateway ports of a NatsCluster's servers, one to
 * each, as a user without load balancers would open them.
 *
 * @param member where the servers are
 * @param namespace of the NatsCluster
 * @param cluster its name
 */
record GatewayPorts(Member member, String namespace, String cluster) {

  private static final int SERVERS = 3;
  private static final int FIRST = 31720;
  private static final int GATEWAY = 7222;

  void open() {
    for (int ordinal = 0; ordinal < SERVERS; ordinal++) {
      member.apply(service(ordinal));
    }
  }

  /** Address of each, with its port. */
  List<String> addresses() {
    var node = member.nodeAddress();
    return IntStream.range(0, SERVERS).mapToObj(it -> node + ":" + (FIRST + it)).toList();
  }

  /** As the remotes of another gateway list it. */
  String remotes(String name) {
    var urls = addresses().stream().map(it -> "\"nats://" + it + '"').toList();
    return "[{name: %s, urls: %s}]".formatted(name, urls);
  }

  private String service(int ordinal) {
    return """
        apiVersion: v1
        kind: Service
        metadata:
          name: %1$s-gateway-%2$d
          namespace: %3$s
        spec:
          type: NodePort
          selector: {statefulset.kubernetes.io/pod-name: %1$s-%2$d}
          publishNotReadyAddresses: true
          ports:
            - {port: %4$d, nodePort: %5$d}
        """
        .formatted(cluster, ordinal, namespace, GATEWAY, FIRST + ordinal);
  }
}
