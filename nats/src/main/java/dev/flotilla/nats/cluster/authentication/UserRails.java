// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.authentication;

import static dev.flotilla.nats.document.FindingCode.USERS_BY_MODE;
import static dev.flotilla.nats.document.FindingCode.USER_WITHOUT_SECRET;

import dev.flotilla.nats.document.Section;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Rules about the static users of an authentication. */
final class UserRails {
  private static final Set<String> OF_AGENT = Set.of("SYS", "FLOTILLA_PROBE");

  private UserRails() {}

  static void judge(Authentication authentication, Section section) {
    List<AuthenticationUser> users = authentication.users();
    if (!users.isEmpty() && (authentication.byOperator() || authentication.open())) {
      section.report(
          USERS_BY_MODE,
          section.field("users"),
          "Mode " + authentication.mode() + " does not support static users.",
          "Use mode accounts or basic, or remove the users.");
    }
    Set<String> names = new HashSet<>();
    for (int index = 0; index < users.size(); index++) {
      AuthenticationUser user = users.get(index);
      String field = "users[" + index + "]";
      if (!names.add(user.user())) {
        section.bad(field + ".user", "Duplicate user " + user.user() + ".");
      }
      judge(authentication, user, field, section);
    }
  }

  private static void judge(
      Authentication authentication, AuthenticationUser user, String field, Section section) {
    boolean basic = authentication.mode().equals(Authentication.BASIC);
    if ((user.nkey() == null) == (user.passwordFrom() == null)) {
      section.report(
          USER_WITHOUT_SECRET,
          section.field(field),
          "A user authenticates with either an NKey or a password.",
          "Set either nkey or passwordFrom.");
    }
    if (OF_AGENT.contains(user.account())) {
      section.bad(field + ".account", "Account " + user.account() + " is reserved for the agent.");
    }
    if (basic && !user.account().equals(Authentication.APPLICATIONS)) {
      section.bad(field + ".account", "In mode basic all users belong to account APP.");
    }
    if (basic && user.user().equals(Authentication.APPLICATION_USER)) {
      section.bad(field + ".user", "The agent creates the user app and its password.");
    }
  }
}
