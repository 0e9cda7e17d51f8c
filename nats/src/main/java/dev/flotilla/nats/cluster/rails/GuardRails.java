// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.rails;

import dev.flotilla.nats.cluster.NatsClusterSpec;
import dev.flotilla.nats.document.Section;
import dev.flotilla.nats.document.Stage;

/** Rules about what fits together in a NatsCluster, across the sections of its spec. */
public final class GuardRails {
  private GuardRails() {}

  /**
   * Judges a spec.
   *
   * @param spec as it was read, with its defaults
   * @param section where findings go
   * @param stage whether servers run already
   */
  public static void judge(NatsClusterSpec spec, Section section, Stage stage) {
    new ServerRails(spec, section, stage).judge();
    new ListenerRails(spec, section).judge();
    new TrustRails(spec, section, stage).judge();
    new AuthenticationRails(spec, section).judge();
  }

  /** Judges the name of a NatsCluster, which must differ from those of its supercluster. */
  public static void judgeName(String name, NatsClusterSpec spec, Section document) {
    TrustRails.names(name, spec.access().trust(), document);
  }
}
