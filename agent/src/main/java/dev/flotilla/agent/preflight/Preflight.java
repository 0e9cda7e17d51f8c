// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.preflight;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.query.PreflightCheck;
import io.fabric8.kubernetes.client.KubernetesClientException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Checks the Kubernetes cluster before servers are created. */
@ApplicationScoped
public class Preflight {
  private final KubernetesObjects objects;

  public Preflight(KubernetesObjects objects) {
    this.objects = objects;
  }

  /**
   * All checks. Nodes, volumes and quotas are checked only for servers that do not exist yet; pods
   * of the others are recreated when they roll.
   */
  public List<PreflightCheck> of(PlannedServers servers) {
    List<PreflightCheck> checks = new ArrayList<>();
    String namespace = servers.set().namespace();
    if (servers.added() > 0) {
      checks.addAll(
          read("the version of Kubernetes", objects::version)
              .judged(Code.KUBERNETES_VERSION, KubernetesVersionCheck::of));
      checks.addAll(
          all(Kind.STORAGE_CLASS)
              .judged(Code.STORAGE_CLASS, found -> StorageCheck.of(servers, found)));
      checks.addAll(
          this.<List<Live>>read(
                  Kind.RESOURCE_QUOTA, () -> objects.all(Kind.RESOURCE_QUOTA, namespace))
              .judged(Code.QUOTA, found -> QuotaCheck.of(servers, found)));
      checks.addAll(all(Kind.NODE).judged(Code.NODES, found -> NodesCheck.of(servers, found)));
    }
    checks.addAll(
        namespace(namespace)
            .judged(Code.POD_SECURITY, found -> PodSecurityCheck.of(servers, found)));
    checks.addAll(
        PullSecretsCheck.of(
            servers, name -> objects.find(Kind.SECRET, namespace, name).isPresent()));
    return checks;
  }

  private Reading<List<Live>> all(Kind kind) {
    return read(kind, () -> objects.allInCluster(kind));
  }

  private Reading<Live> namespace(String name) {
    return read(
        Kind.NAMESPACE,
        () ->
            objects
                .findInCluster(Kind.NAMESPACE, name)
                .orElseThrow(() -> new IllegalStateException("no namespace " + name)));
  }

  private <T> Reading<T> read(Kind kind, Supplier<T> look) {
    return read(kind.plural(), look);
  }

  private <T> Reading<T> read(String what, Supplier<T> look) {
    try {
      return new Reading.Seen<>(look.get());
    } catch (KubernetesClientException problem) {
      if (problem.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        return new Reading.Unseen<>("the agent is not allowed to read " + what);
      }
      throw problem;
    }
  }
}
