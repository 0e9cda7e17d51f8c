// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.preflight;

import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.nats.cluster.pods.Spread;
import dev.flotilla.nats.document.Quantity;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The desired servers.
 *
 * @param set their StatefulSet
 * @param added how many of them do not exist yet
 * @param waivers codes of guard rails that they may violate
 */
public record PlannedServers(Manifest set, int added, List<String> waivers) {
  private static final String STORAGE = "requests.storage";
  private static final String CLAIMS = "persistentvolumeclaims";
  private static final String OF_CLASS = ".storageclass.storage.k8s.io/";

  public PlannedServers {
    waivers = List.copyOf(waivers);
  }

  /** The desired number. */
  long wanted() {
    return Tree.number(set.content(), "spec", "replicas");
  }

  /** The pod template of each of them. */
  Object pod() {
    return Tree.at(set.content(), "spec", "template", "spec").orElseGet(Map::of);
  }

  /** Whether no two of them may share a node. */
  boolean apart() {
    return Tree.list(pod(), "topologySpreadConstraints").stream()
        .filter(constraint -> Tree.text(constraint, "topologyKey").equals(Spread.HOSTNAME))
        .anyMatch(constraint -> Tree.text(constraint, "whenUnsatisfiable").equals("DoNotSchedule"));
  }

  /** Storage classes of their volumes, the default one as the empty string. */
  List<String> storageClasses() {
    TreeSet<String> names = new TreeSet<>();
    claims().forEach(claim -> names.add(Tree.text(claim, "spec", "storageClassName")));
    return List.copyOf(names);
  }

  /** Names of the image pull secrets. */
  List<String> pullSecrets() {
    return Tree.list(pod(), "imagePullSecrets").stream()
        .map(reference -> Tree.text(reference, "name"))
        .toList();
  }

  /** What one of them uses of a quota, by the names of a ResourceQuota. */
  Map<String, BigDecimal> taken() {
    Map<String, BigDecimal> taken = new TreeMap<>(Map.of("pods", BigDecimal.ONE));
    for (Object container : Tree.list(pod(), "containers")) {
      for (String resource : List.of("cpu", "memory")) {
        Optional<BigDecimal> limit = amount(container, "limits", resource);
        Optional<BigDecimal> request = amount(container, "requests", resource).or(() -> limit);
        limit.ifPresent(amount -> taken.merge("limits." + resource, amount, BigDecimal::add));
        request.ifPresent(amount -> taken.merge("requests." + resource, amount, BigDecimal::add));
        request.ifPresent(amount -> taken.merge(resource, amount, BigDecimal::add));
      }
    }
    claims().forEach(claim -> take(claim, taken));
    return taken;
  }

  private static void take(Object claim, Map<String, BigDecimal> taken) {
    BigDecimal size =
        Quantity.parse(Tree.text(claim, "spec", "resources", "requests", "storage"))
            .map(Quantity::amount)
            .orElse(BigDecimal.ZERO);
    taken.merge(STORAGE, size, BigDecimal::add);
    taken.merge(CLAIMS, BigDecimal.ONE, BigDecimal::add);
    String storageClass = Tree.text(claim, "spec", "storageClassName");
    if (!storageClass.isEmpty()) {
      taken.merge(storageClass + OF_CLASS + STORAGE, size, BigDecimal::add);
      taken.merge(storageClass + OF_CLASS + CLAIMS, BigDecimal.ONE, BigDecimal::add);
    }
  }

  private List<?> claims() {
    return Tree.list(set.content(), "spec", "volumeClaimTemplates");
  }

  private static Optional<BigDecimal> amount(Object container, String side, String resource) {
    return Quantity.parse(Tree.text(container, "resources", side, resource)).map(Quantity::amount);
  }
}
