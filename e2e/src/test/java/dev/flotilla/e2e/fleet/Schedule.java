// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.fleet;

import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;

/** When which class begins: the longest first, so that none of them goes on alone in the end. */
public final class Schedule implements ClassOrderer {

  /** Named classes come before all others. */
  private static final List<String> LONGEST =
      List.of(
          "LabE2E",
          "OwnClusterE2E",
          "LiesE2E",
          "HubAwayE2E",
          "GatewayE2E",
          "HubByHelmE2E",
          "AuthenticationE2E",
          "RollE2E",
          "AgentKillsE2E",
          "PlannedWritesE2E",
          "PauseE2E",
          "RestartE2E",
          "HealE2E",
          "BackupE2E",
          "StopE2E",
          "AbortE2E",
          "ImagePullE2E",
          "UpgradeE2E",
          "PlanE2E",
          "LeafE2E");

  /** Those that are isolated come when all others have ended. */
  private static final List<String> LAST = List.of("HubKillsE2E", "SecretsE2E", "RightsE2E");

  @Override
  public void orderClasses(ClassOrdererContext context) {
    context.getClassDescriptors().sort(Comparator.comparingInt(Schedule::rank));
  }

  private static int rank(ClassDescriptor test) {
    var name = test.getTestClass().getSimpleName();
    int last = LAST.indexOf(name);
    int named = LONGEST.indexOf(name);
    return last >= 0 ? LONGEST.size() + 1 + last : named >= 0 ? named : LONGEST.size();
  }
}
