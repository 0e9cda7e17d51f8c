// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.bench;

import dev.flotilla.e2e.fleet.Environment;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * {@code ./dev bench NAME}: progress goes to standard error, the measurements to standard output at
 * the end.
 */
public final class Bench {

  private static final Map<String, Function<BenchFleet, Measurements>> BENCHES =
      new TreeMap<>(
          Map.of(
              "agent", fleet -> new AgentBench(fleet).measure(),
              "deploy", fleet -> new DeployBench(fleet).measure(),
              "recovery", fleet -> new RecoveryBench(fleet).measure(),
              "upgrade", fleet -> new UpgradeBench(fleet).measure()));

  private Bench() {}

  public static void main(String[] arguments) {
    var bench = arguments.length == 1 ? BENCHES.get(arguments[0]) : null;
    if (bench == null) {
      System.err.println("usage: ./dev bench NAME, where NAME is one of " + BENCHES.keySet());
      System.exit(2);
      return;
    }
    BenchFleet.measure(Environment.ofThisProcess(), bench).print(System.out);
    System.exit(0);
  }
}
