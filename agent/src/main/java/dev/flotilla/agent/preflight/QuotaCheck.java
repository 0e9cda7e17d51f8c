// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.preflight;

import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.nats.document.Quantity;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.query.PreflightCheck;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether the servers that do not exist yet fit into the namespace's quotas. */
final class QuotaCheck {
  /** For these, a quota refuses pods that do not declare them. */
  private static final Pattern TO_BE_SAID = Pattern.compile("((requests|limits)\\.)?(cpu|memory)");

  private QuotaCheck() {}

  static List<PreflightCheck> of(PlannedServers servers, List<Live> quotas) {
    List<PreflightCheck> beyond = new ArrayList<>();
    quotas.stream()
        .filter(QuotaCheck::holdsForAll)
        .forEach(quota -> beyond.addAll(judge(servers, quota)));
    return beyond.isEmpty()
        ? List.of(
            new PreflightCheck(
                Code.QUOTA, PreflightCheck.Result.PASSED, "no quota is exceeded", ""))
        : beyond;
  }

  /** One with scopes counts only some pods; which ones is up to the API server. */
  private static boolean holdsForAll(Live quota) {
    return Tree.list(quota.tree(), "spec", "scopes").isEmpty()
        && Tree.at(quota.tree(), "spec", "scopeSelector").isEmpty();
  }

  private static List<PreflightCheck> judge(PlannedServers servers, Live quota) {
    List<PreflightCheck> beyond = new ArrayList<>();
    Map<String, BigDecimal> taken = servers.taken();
    if (Tree.at(quota.tree(), "spec", "hard").orElse(null) instanceof Map<?, ?> hard) {
      for (Object resource : hard.keySet()) {
        judge(servers.added(), quota, resource.toString(), taken.get(resource))
            .ifPresent(beyond::add);
      }
    }
    return beyond;
  }

  private static Optional<PreflightCheck> judge(
      int added, Live quota, String resource, @Nullable BigDecimal each) {
    if (each == null) {
      return TO_BE_SAID.matcher(resource).matches()
          ? Optional.of(unsaid(quota, resource))
          : Optional.empty();
    }
    BigDecimal hard = amount(quota, "spec", "hard", resource);
    BigDecimal left = hard.subtract(amount(quota, "status", "used", resource));
    BigDecimal needed = each.multiply(BigDecimal.valueOf(added));
    return needed.compareTo(left) <= 0
        ? Optional.empty()
        : Optional.of(exceeded(quota, resource, needed, left));
  }

  private static PreflightCheck unsaid(Live quota, String resource) {
    return new PreflightCheck(
        Code.QUOTA,
        PreflightCheck.Result.WARNING,
        "quota "
            + quota.name()
            + " requires every pod to set "
            + resource
            + ", unless a LimitRange sets it",
        "Set spec.resources in the document.");
  }

  private static PreflightCheck exceeded(
      Live quota, String resource, BigDecimal needed, BigDecimal left) {
    return new PreflightCheck(
        Code.QUOTA,
        PreflightCheck.Result.ERROR,
        "quota "
            + quota.name()
            + " has "
            + text(left.max(BigDecimal.ZERO))
            + " of "
            + resource
            + " left, but the new servers need "
            + text(needed),
        "Raise the quota, or deploy fewer or smaller servers.");
  }

  private static String text(BigDecimal amount) {
    return amount.stripTrailingZeros().toPlainString();
  }

  private static BigDecimal amount(Live quota, String... path) {
    return Quantity.parse(Tree.text(quota.tree(), (Object[]) path))
        .map(Quantity::amount)
        .orElse(BigDecimal.ZERO);
  }
}
