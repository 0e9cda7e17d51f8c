// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.nats.chart.Note.Verdict;
import dev.flotilla.nats.cluster.authentication.Authentication;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Users in the values, with or without accounts. Public keys are converted; a password becomes a
 * reference to a Secret. A user whose restrictions cannot be converted completely is left out.
 */
final class Users {
  private static final String ACCOUNTS = "config.merge.accounts";
  private static final String AUTHORIZATION = "config.merge.authorization";
  private static final Set<String> OF_USER =
      Set.of("user", "username", "password", "pass", "nkey", "permissions");
  private static final Set<String> OF_ACCOUNT = Set.of("users", "jetstream");

  private final ChartValues values;
  private final String passwords;
  private final ArrayNode users = JsonNodeFactory.instance.arrayNode();
  private final Set<String> lost = new TreeSet<>();
  private boolean withPassword;

  /**
   * The users of these values.
   *
   * @param cluster name of the NatsCluster
   */
  Users(ChartValues values, String cluster) {
    this.values = values;
    this.passwords = cluster + "-passwords";
  }

  void decide(Draft draft) {
    Optional<ObjectNode> accounts = object(ACCOUNTS);
    Optional<ObjectNode> authorization = object(AUTHORIZATION);
    if (accounts.isPresent()) {
      accounts.get().properties().forEach(entry -> account(entry.getKey(), entry.getValue()));
      settle(draft, ACCOUNTS, Authentication.ACCOUNTS);
    } else if (authorization.isPresent()) {
      single(authorization.get());
      settle(draft, AUTHORIZATION, Authentication.BASIC);
    }
  }

  private void account(String name, JsonNode account) {
    if (name.equals(systemAccount()) || name.startsWith("$")) {
      lost.add(name);
      return;
    }
    account
        .fieldNames()
        .forEachRemaining(
            field -> {
              if (!OF_ACCOUNT.contains(field)) {
                lost.add(name + "." + field);
              }
            });
    int number = 0;
    for (JsonNode user : account.path("users")) {
      user(name, name + "-" + ++number, user);
    }
  }

  /** One user for all, or a list of them; a token is unsupported. */
  private void single(ObjectNode authorization) {
    if (authorization.has("users")) {
      int number = 0;
      for (JsonNode user : authorization.path("users")) {
        user(Authentication.APPLICATIONS, "user-" + ++number, user);
      }
    } else {
      user(Authentication.APPLICATIONS, "user-1", authorization);
    }
  }

  private void user(String account, String otherwise, JsonNode given) {
    String name = text(given, "user", "username").orElse(otherwise);
    List<String> unknown = new ArrayList<>();
    given.fieldNames().forEachRemaining(unknown::add);
    unknown.removeAll(OF_USER);
    Optional<ObjectNode> permissions = permissions(given.path("permissions"));
    boolean nkey = given.path("nkey").isTextual();
    if (!unknown.isEmpty()
        || permissions.isEmpty()
        || !(nkey || text(given, "password", "pass").isPresent())) {
      lost.add(account.equals(Authentication.APPLICATIONS) ? name : account + "." + name);
      return;
    }
    ObjectNode user = users.addObject().put("user", name);
    if (!account.equals(Authentication.APPLICATIONS)) {
      user.put("account", account);
    }
    if (nkey) {
      user.put("nkey", given.path("nkey").textValue());
    } else {
      withPassword = true;
      String key = name.replaceAll("[^A-Za-z0-9._-]", "_");
      user.putObject("passwordFrom").put("secretName", passwords).put("key", key);
    }
    if (!permissions.get().isEmpty()) {
      user.set("permissions", permissions.get());
    }
  }

  /** Empty where something would be lost, and with it a limit. */
  private static Optional<ObjectNode> permissions(JsonNode given) {
    ObjectNode permissions = JsonNodeFactory.instance.objectNode();
    for (var entry : given.properties()) {
      String side = entry.getKey();
      Optional<ObjectNode> lists = lists(entry.getValue());
      if (!Set.of("publish", "subscribe").contains(side) || lists.isEmpty()) {
        return Optional.empty();
      }
      permissions.set(side, lists.get());
    }
    return Optional.of(permissions);
  }

  /** A subject, a list of allowed ones, or lists of allowed and denied ones. */
  private static Optional<ObjectNode> lists(JsonNode given) {
    ObjectNode lists = JsonNodeFactory.instance.objectNode();
    if (!given.isObject()) {
      return list(given).map(allowed -> lists.set("allow", allowed));
    }
    for (var entry : given.properties()) {
      Optional<ArrayNode> list = list(entry.getValue());
      if (!Set.of("allow", "deny").contains(entry.getKey()) || list.isEmpty()) {
        return Optional.empty();
      }
      lists.set(entry.getKey(), list.get());
    }
    return Optional.of(lists);
  }

  private static Optional<ArrayNode> list(JsonNode given) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    if (given.isTextual()) {
      return Optional.of(list.add(given));
    }
    given.forEach(list::add);
    return given.isArray() ? Optional.of(list) : Optional.empty();
  }

  private void settle(Draft draft, String key, String mode) {
    if (users.isEmpty()) {
      return;
    }
    ObjectNode authentication = JsonNodeFactory.instance.objectNode().put("mode", mode);
    authentication.set("users", users);
    draft.set(key, List.of("authentication"), authentication);
    String left =
        lost.isEmpty()
            ? ""
            : " Omitted, because it is partly unsupported: " + String.join(", ", lost) + ".";
    draft.note(
        new Note(
            key,
            Verdict.CHANGED,
            "Users keep their NKeys; passwords are not imported." + left,
            withPassword
                ? "Create Secret "
                    + passwords
                    + " with a password for each key that the document references."
                : "Check spec.authentication before you deploy."));
  }

  private String systemAccount() {
    return values
        .given("config.merge.system_account")
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText)
        .orElse("SYS");
  }

  private Optional<ObjectNode> object(String key) {
    return values
        .given(key)
        .filter(value -> !Template.in(value, true))
        .filter(ObjectNode.class::isInstance)
        .map(ObjectNode.class::cast);
  }

  private static Optional<String> text(JsonNode node, String... names) {
    for (String name : names) {
      if (node.path(name).isTextual()) {
        return Optional.of(node.path(name).textValue());
      }
    }
    return Optional.empty();
  }
}
