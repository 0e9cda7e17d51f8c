// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.workload;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Documents of one NatsCluster, each of which differs from the one before in nothing that a server
 * would notice.
 */
public final class Revisions {

  private final NatsClusterManifest manifest;
  private final AtomicInteger made = new AtomicInteger();

  public Revisions(NatsClusterManifest manifest) {
    this.manifest = manifest;
  }

  /** The next one. */
  public NatsClusterManifest next() {
    return manifest.with("waivers", made.getAndIncrement() % 2 == 0 ? "[]" : "[EVEN_REPLICAS]");
  }
}
