// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Names of accounts as people know them. Servers refer to an account by its public key where it has
 * one, also in what they report; its claims have the name.
 */
public final class AccountNames {
  private final SystemRequests servers;

  /** Asks these servers. */
  public AccountNames(SystemRequests servers) {
    this.servers = servers;
  }

  /** The names of those accounts that servers know by another one than this. */
  public Map<String, String> of(Collection<String> accounts, Gathering gathering)
      throws InterruptedException {
    Map<String, String> names = new TreeMap<>();
    for (String account : accounts) {
      name(account, gathering).ifPresent(name -> names.put(account, name));
    }
    return names;
  }

  /** The accounts that servers report errors about. */
  public static List<String> in(Collection<ServerHealth> reports) {
    return reports.stream()
        .flatMap(report -> report.errors().stream())
        .map(HealthError::account)
        .filter(Objects::nonNull)
        .filter(account -> !account.isEmpty())
        .distinct()
        .toList();
  }

  private Optional<String> name(String account, Gathering gathering) throws InterruptedException {
    return servers
        .gather(
            "ACCOUNTZ", JsonNodeFactory.instance.objectNode().put("account", account), gathering)
        .stream()
        .map(answer -> name(answer.data().path("account_detail")))
        .filter(name -> !name.isEmpty() && !name.equals(account))
        .findFirst();
  }

  /** The tag is what the server itself uses; one that has just loaded the claims has only those. */
  private static String name(JsonNode account) {
    String tag = account.path("name_tag").asText("");
    return tag.isEmpty() ? account.path("decoded_jwt").path("name").asText("") : tag;
  }
}
