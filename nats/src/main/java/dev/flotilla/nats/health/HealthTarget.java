// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.health;

import dev.flotilla.nats.jwt.Login;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * How to reach the cluster that is checked.
 *
 * @param urls client URL of each single server, by its name
 * @param system a user of the system account
 * @param probe a user of the account that exists only for probes, with all permissions in it and,
 *     where the cluster has JetStream, JetStream on disk
 * @param tls context for servers that speak TLS; empty for plain text
 */
public record HealthTarget(
    Map<String, String> urls,
    Supplier<? extends Login> system,
    Supplier<? extends Login> probe,
    Optional<SSLContext> tls) {
  public HealthTarget {
    urls = Map.copyOf(urls);
  }

  /** Servers that are reached in plain text. */
  public HealthTarget(
      Map<String, String> urls, Supplier<? extends Login> system, Supplier<? extends Login> probe) {
    this(urls, system, probe, Optional.empty());
  }
}
