// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render.addon;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.render.Blueprint;
import dev.flotilla.agent.render.Labels;
import dev.flotilla.nats.cluster.NatsClusterSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * The add-ons of a NatsCluster. None of them delays the servers, and each is removed when disabled.
 */
public final class Addons {
  /** Kinds of the objects of add-ons. */
  public static final List<Kind> KINDS =
      List.of(Kind.NETWORK_POLICY, Kind.DEPLOYMENT, Kind.CONFIG_MAP, Kind.POD_MONITOR);

  private Addons() {}

  /** All that the spec requests. */
  public static List<Manifest> of(Blueprint blueprint, Surroundings surroundings) {
    NatsClusterSpec spec = blueprint.spec();
    List<Manifest> addons = new ArrayList<>();
    if (spec.pods().networkPolicy().enabled()) {
      addons.add(ServerPolicy.of(blueprint, surroundings));
    }
    if (spec.addons().exporter().podMonitor().enabled()) {
      addons.add(
          new Monitor(
                  new Addon(blueprint, "exporter"),
                  blueprint.name(),
                  spec.addons().exporter().podMonitor())
              .of(Labels.selector(blueprint.name())));
    }
    if (spec.addons().natsBox().enabled()) {
      addons.addAll(NatsBoxPod.of(blueprint));
    }
    if (spec.addons().surveyor().enabled()) {
      addons.addAll(SurveyorPod.of(blueprint));
    }
    if (spec.addons().nack().enabled()) {
      surroundings.nackAccount().ifPresent(account -> addons.add(NackPod.of(blueprint, account)));
    }
    return addons;
  }
}
