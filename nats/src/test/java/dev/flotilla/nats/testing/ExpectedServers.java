// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.testing;

import dev.flotilla.nats.health.Expected;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What tests expect of clusters whose servers are alike. */
public final class ExpectedServers {
  private ExpectedServers() {}

  /** Servers {@code name-0} to {@code name-(count-1)}, each with the same expectation. */
  public static Map<String, Expected.Server> alike(String name, int count, Expected.Server each) {
    return IntStream.range(0, count)
        .mapToObj(ordinal -> name + "-" + ordinal)
        .collect(Collectors.toMap(Function.identity(), _ -> each));
  }
}
