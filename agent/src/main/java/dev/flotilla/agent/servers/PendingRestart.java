// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.servers;

import dev.flotilla.nats.cluster.servers.Restart;
import dev.flotilla.nats.cluster.status.RestartStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The last request to restart servers, and the pods that it has left to replace. A pod that was
 * replaced for any other reason has another uid, and so is not restarted again. Pure.
 *
 * @param request text of the request; empty before the first one
 * @param pods uids of the pods to be replaced, by the ordinals of their servers
 */
public record PendingRestart(String request, Map<Integer, String> pods) {
  /** No restart was ever requested. */
  public static final PendingRestart NONE = new PendingRestart("", Map.of());

  public PendingRestart {
    pods = Map.copyOf(pods);
  }

  /** As a status has it. */
  public static PendingRestart of(@Nullable RestartStatus status) {
    return status == null
        ? NONE
        : new PendingRestart(
            status.request(),
            Optional.ofNullable(status.pods()).orElseGet(Map::of).entrySet().stream()
                .collect(
                    Collectors.toMap(pod -> Integer.valueOf(pod.getKey()), Map.Entry::getValue)));
  }

  /** The form in which a status has it; null before the first request. */
  public @Nullable RestartStatus status() {
    if (request.isEmpty()) {
      return null;
    }
    Map<String, String> left = new TreeMap<>();
    pods.forEach((ordinal, uid) -> left.put(ordinal.toString(), uid));
    return new RestartStatus(request, left.isEmpty() ? null : left);
  }

  /**
   * What is pending for a document. A request with another text than the last one takes its place;
   * where there is none, nothing more is restarted.
   *
   * @param wanted the request of the document; null for none
   * @param present the pods of the servers; read only when that matters
   */
  public PendingRestart with(@Nullable Restart wanted, Supplier<List<ServerPod>> present) {
    if (wanted == null) {
      return new PendingRestart(request, Map.of());
    }
    if (wanted.request().equals(request)) {
      return pods.isEmpty() ? this : new PendingRestart(request, uids(due(present.get())));
    }
    return new PendingRestart(
        wanted.request(),
        uids(
            present.get().stream()
                .filter(pod -> wanted.server() == null || wanted.server() == pod.ordinal())
                .toList()));
  }

  /** Those of the present pods that are to be replaced. */
  List<ServerPod> due(List<ServerPod> present) {
    return present.stream()
        .filter(pod -> pod.live().uid().equals(pods.get(pod.ordinal())))
        .toList();
  }

  private static Map<Integer, String> uids(List<ServerPod> chosen) {
    return chosen.stream().collect(Collectors.toMap(ServerPod::ordinal, pod -> pod.live().uid()));
  }
}
