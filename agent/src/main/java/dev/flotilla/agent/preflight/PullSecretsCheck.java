// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.preflight;

import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.query.PreflightCheck;
import java.util.List;
import java.util.function.Predicate;

/** Whether the image pull secrets exist; never what they hold. */
final class PullSecretsCheck {
  private PullSecretsCheck() {}

  static List<PreflightCheck> of(PlannedServers servers, Predicate<String> there) {
    List<String> names = servers.pullSecrets();
    List<String> missing = names.stream().filter(there.negate()).toList();
    if (!missing.isEmpty()) {
      return List.of(
          new PreflightCheck(
              Code.PULL_SECRETS,
              PreflightCheck.Result.ERROR,
              "image pull Secret " + String.join(", ", missing) + " does not exist",
              "Create it in namespace "
                  + servers.set().namespace()
                  + ", of type dockerconfigjson."));
    }
    return names.isEmpty()
        ? List.of()
        : List.of(
            new PreflightCheck(
                Code.PULL_SECRETS,
                PreflightCheck.Result.PASSED,
                "Secret " + String.join(", ", names) + " is there",
                ""));
  }
}
