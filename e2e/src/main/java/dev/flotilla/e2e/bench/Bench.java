// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.bench;

import dev.flotilla.e2e.fleet.Environment;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * {@code ./dev bench NAME}: what happens goes to standard error, the figures come last on standard
 * output.
 */
public final class Bench {

  private static final Map<String, Function<Environment, Figures>> BENCHES =
      new TreeMap<>(Map.of("agent", environment -> new AgentBench(environment).measure()));

  private Bench() {}

  public static void main(String[] arguments) {
    var bench = arguments.length == 1 ? BENCHES.get(arguments[0]) : null;
    if (bench == null) {
      System.err.println("usage: ./dev bench NAME, where NAME is one of " + BENCHES.keySet());
      System.exit(2);
      return;
    }
    bench.apply(Environment.ofThisProcess()).print(System.out);
    System.exit(0);
  }
}
