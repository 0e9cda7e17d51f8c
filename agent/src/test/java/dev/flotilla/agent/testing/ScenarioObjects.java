// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.testing;

import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.agent.render.addon.Addons;
import dev.flotilla.agent.render.addon.Surroundings;
import dev.flotilla.agent.render.server.Children;
import dev.flotilla.agent.render.server.DisruptionBudget;
import dev.flotilla.agent.render.server.ServerSet;
import dev.flotilla.agent.render.tls.Certificate;
import dev.flotilla.nats.cluster.NatsCluster;
import dev.flotilla.nats.testing.Scenario;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Every object that the agent renders for an accepted scenario. The content of nats.conf has a
 * golden file of its own, and is a constant here.
 *
 * @param scenario its name
 * @param files a YAML document for each object, by a file name without the NatsCluster's name,
 *     {@code service-headless.yaml}: so objects of scenarios with different names can be compared
 */
public record ScenarioObjects(String scenario, SortedMap<String, String> files) {

  /** As at rest: the partition is the number of servers, but only one server may be evicted. */
  public static ScenarioObjects of(Scenario scenario) {
    NatsCluster cluster = scenario.parsed().value().orElseThrow();
    SortedMap<String, String> files = new TreeMap<>();
    for (Manifest object :
        objects(
            new Blueprint("nats", cluster.name(), "uid-1", cluster.spec(), "{\"port\": 4222}"))) {
      files.put(file(cluster.name(), object), yaml(object));
    }
    return new ScenarioObjects(scenario.toString(), files);
  }

  private static List<Manifest> objects(Blueprint blueprint) {
    List<Manifest> objects = new ArrayList<>(Children.of(blueprint));
    objects.add(ServerSet.of(blueprint, blueprint.spec().servers().replicas()));
    objects.add(DisruptionBudget.of(blueprint, DisruptionBudget.OPEN));
    if (blueprint.spec().access().tls().certificate().issuerRef() != null) {
      objects.add(Certificate.of(blueprint));
    }
    objects.addAll(
        Addons.of(
            blueprint, new Surroundings("flotilla", Optional.of("flotilla-agent-nack.flotilla"))));
    return objects;
  }

  private static String file(String cluster, Manifest object) {
    String kind = object.kind().name().toLowerCase(Locale.ROOT);
    return kind + object.name().substring(cluster.length()) + ".yaml";
  }

  private static String yaml(Manifest object) {
    return Serialization.asYaml(object.tree()).replaceFirst("^---\n", "");
  }
}
