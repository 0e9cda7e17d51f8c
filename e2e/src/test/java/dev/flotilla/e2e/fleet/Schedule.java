// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.fleet;

import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;

/**
 * When which class begins. Threads take from the head, one of them from the tail as soon as it can.
 * A class that waits for a lock keeps its thread waiting, so the longest come first, and those that
 * want the same lock come apart. Named classes come before all others.
 */
public final class Schedule implements ClassOrderer {

  private static final List<String> NAMES =
      List.of(
          "LabE2E",
          // Alone with the agent of east.
          "LiesE2E",
          // Alone with the releases in west.
          "OwnClusterE2E",
          "AgentKillsE2E",
          "LocalNatsClusterE2E",
          "ScenariosE2E",
          "CrashedRunE2E",
          "HubByHelmE2E",
          // The first of three on the path between the members.
          "GatewayE2E",
          "RollE2E",
          "AuthenticationE2E",
          "DemoE2E",
          "ChartsE2E",
          "LeafE2E",
          "IsolationE2E",
          "PlanE2E",
          "DeletionE2E",
          "ServerKillsE2E",
          "WrongInputE2E",
          // Alone with the link of west.
          "HubAwayE2E");

  /** Those that are isolated come when all others have ended. */
  private static final List<String> LAST = List.of("HubKillsE2E", "SecretsE2E", "RightsE2E");

  @Override
  public void orderClasses(ClassOrdererContext context) {
    context.getClassDescriptors().sort(Comparator.comparingInt(Schedule::rank));
  }

  private static int rank(ClassDescriptor test) {
    var name = test.getTestClass().getSimpleName();
    int last = LAST.indexOf(name);
    int named = NAMES.indexOf(name);
    return last >= 0 ? NAMES.size() + 1 + last : named >= 0 ? named : NAMES.size();
  }
}
