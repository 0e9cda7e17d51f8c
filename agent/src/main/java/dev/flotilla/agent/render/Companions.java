// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.render;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.nats.cluster.NatsClusterSpec;
import java.util.ArrayList;
import java.util.List;

/** What stands beside the servers. None of it holds them up, and all of it goes when unwanted. */
public final class Companions {
  /** Kinds that companions are made of. */
  public static final List<Kind> KINDS =
      List.of(Kind.NETWORK_POLICY, Kind.DEPLOYMENT, Kind.CONFIG_MAP, Kind.POD_MONITOR);

  private Companions() {}

  /** All that the spec asks for. */
  public static List<Manifest> of(Blueprint blueprint, Surroundings surroundings) {
    NatsClusterSpec spec = blueprint.spec();
    List<Manifest> companions = new ArrayList<>();
    if (spec.networkPolicy().enabled()) {
      companions.add(ServerPolicy.of(blueprint, surroundings));
    }
    if (spec.exporter().podMonitor().enabled()) {
      companions.add(
          new Monitor(
                  new Companion(blueprint, "exporter"),
                  blueprint.name(),
                  spec.exporter().podMonitor())
              .of(Labels.selector(blueprint.name())));
    }
    if (spec.natsBox().enabled()) {
      companions.addAll(Box.of(blueprint));
    }
    if (spec.surveyor().enabled()) {
      companions.addAll(SurveyorPod.of(blueprint));
    }
    if (spec.nack().enabled()) {
      surroundings
          .nackAccount()
          .ifPresent(account -> companions.add(NackPod.of(blueprint, account)));
    }
    return companions;
  }
}
