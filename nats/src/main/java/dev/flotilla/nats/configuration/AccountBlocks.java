// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.configuration;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.nats.cluster.authentication.Authentication;
import dev.flotilla.nats.cluster.authentication.AuthenticationUser;
import dev.flotilla.nats.cluster.authentication.SubjectPermissions;
import java.util.List;

/** Renders accounts and users into the configuration itself. */
final class AccountBlocks {
  /** Most that probes may store; they remove their streams. */
  private static final long PROBE_BYTES = 64L << 20;

  private final LocalAccounts rules;
  private final boolean jetStream;

  private AccountBlocks(LocalAccounts rules, boolean jetStream) {
    this.rules = rules;
    this.jetStream = jetStream;
  }

  static void render(ObjectNode json, LocalAccounts rules, boolean jetStream) {
    new AccountBlocks(rules, jetStream).render(json);
  }

  private void render(ObjectNode json) {
    json.put("system_account", LocalAccounts.SYSTEM);
    if (rules.authentication().open()) {
      json.put("no_auth_user", rules.agents().application());
    }
    ObjectNode accounts = json.putObject("accounts");
    key(accounts.putObject(LocalAccounts.SYSTEM).putArray("users"), rules.agents().system());
    probe(accounts.putObject(LocalAccounts.PROBE));
    rules.authentication().accounts().forEach(name -> account(accounts.putObject(name), name));
  }

  private void probe(ObjectNode account) {
    if (jetStream) {
      ObjectNode limits = account.putObject("jetstream");
      limits.put("max_memory", 0);
      limits.put("max_file", PROBE_BYTES);
      limits.put("max_streams", 16);
      limits.put("max_consumers", 64);
    }
    key(account.putArray("users"), rules.agents().probe());
  }

  private void account(ObjectNode account, String name) {
    if (jetStream) {
      account.put("jetstream", "enabled");
    }
    ArrayNode users = account.putArray("users");
    if (name.equals(Authentication.APPLICATIONS)) {
      key(users, rules.agents().application());
    }
    rules.authentication().usersOf(name).forEach(user -> user(users.addObject(), user));
  }

  private static void key(ArrayNode users, String publicKey) {
    users.addObject().put("nkey", publicKey);
  }

  private static void user(ObjectNode json, AuthenticationUser user) {
    if (user.nkey() == null) {
      json.put("user", user.user());
      json.set("password", PasswordVariable.of(user.user()).node());
    } else {
      json.put("nkey", user.nkey());
    }
    SubjectPermissions permissions = user.permissions();
    if (permissions != null) {
      ObjectNode block = json.putObject("permissions");
      subjects(block, "publish", permissions.publish());
      subjects(block, "subscribe", permissions.subscribe());
    }
  }

  private static void subjects(
      ObjectNode block, String name, SubjectPermissions.Subjects subjects) {
    if (!subjects.unlimited()) {
      ObjectNode lists = block.putObject(name);
      list(lists, "allow", subjects.allow());
      list(lists, "deny", subjects.deny());
    }
  }

  private static void list(ObjectNode json, String name, List<String> subjects) {
    if (!subjects.isEmpty()) {
      subjects.forEach(json.putArray(name)::add);
    }
  }
}
