// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster;

import static dev.flotilla.nats.cluster.FindingCode.AUTH_OFF;
import static dev.flotilla.nats.cluster.FindingCode.NACK_NEEDS_OPERATOR;
import static dev.flotilla.nats.cluster.FindingCode.PASSWORD_IN_CLEAR;
import static dev.flotilla.nats.cluster.FindingCode.PASSWORD_IN_DOCUMENT;
import static dev.flotilla.nats.cluster.FindingCode.PERMISSIONS_WIDE;
import static dev.flotilla.nats.cluster.FindingCode.SEED_IN_DOCUMENT;
import static dev.flotilla.nats.cluster.FindingCode.TOKEN_UNSUPPORTED;
import static dev.flotilla.nats.cluster.FindingCode.USERS_BY_MODE;
import static dev.flotilla.nats.cluster.FindingCode.USER_WITHOUT_SECRET;

import dev.flotilla.nats.jwt.KeyKind;
import dev.flotilla.nats.profile.Profile;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Rules about who servers let in. No finding repeats what was given where a secret could have been
 * given by mistake.
 *
 * @param spec as it was read, with its defaults
 * @param section where findings go
 */
record AuthenticationRails(NatsClusterSpec spec, Section section) {
  private static final String TOKEN = "token";
  private static final String TOKEN_HINT =
      "Take mode basic, whose users may share one password, or a user of mode accounts.";
  private static final Set<String> OF_AGENT = Set.of("SYS", "FLOTILLA_PROBE");

  void judge() {
    Authentication authentication = spec.authentication();
    if (authentication.open() && !Profile.DEVELOPMENT.equals(spec.profile())) {
      section.report(
          AUTH_OFF,
          section.field("authentication.mode"),
          "Whoever reaches the servers reads, writes and deletes everything in account APP.",
          "Take another mode or the profile development, or list AUTH_OFF in spec.waivers.");
    }
    if (!authentication.withPassword().isEmpty() && !spec.tls().listeners().client()) {
      section.warn(
          PASSWORD_IN_CLEAR,
          section.field("tls.listeners.client"),
          "Passwords cross the network in plain text.",
          "Set spec.tls, give users an nkey, or list PASSWORD_IN_CLEAR in spec.waivers.");
    }
    wide(authentication.users());
    if (spec.nack().enabled() && !authentication.byOperator()) {
      section.report(
          NACK_NEEDS_OPERATOR,
          section.field("nack.enabled"),
          "NACK logs in with claims, which servers without an operator do not understand.",
          "Switch it off, or take authentication.mode operator.");
    }
  }

  private void wide(List<AuthenticationUser> users) {
    List<String> wide =
        users.stream().filter(AuthenticationUser::unlimited).map(AuthenticationUser::user).toList();
    if (!wide.isEmpty() && !Profile.DEVELOPMENT.equals(spec.profile())) {
      section.warn(
          PERMISSIONS_WIDE,
          section.field("authentication.users"),
          String.join(", ", wide)
              + " may say and hear everything in the account, streams included.",
          "Name subjects in permissions, or list PERMISSIONS_WIDE in spec.waivers.");
    }
  }

  static Optional<String> mode(Section section, List<String> modes) {
    Optional<String> mode = section.text("mode");
    if (mode.isPresent() && !modes.contains(mode.get())) {
      boolean token = mode.get().equals(TOKEN);
      section.report(
          token ? TOKEN_UNSUPPORTED : FindingCode.BAD_VALUE,
          section.field("mode"),
          token
              ? "nats-server has no token beside accounts, and the agent needs the system account."
              : "\"" + mode.get() + "\" is not a mode of authentication.",
          token ? TOKEN_HINT : "Modes are " + String.join(", ", modes) + ".");
      return Optional.empty();
    }
    return mode;
  }

  /** Fields that people expect, in which a secret would stand for all to read. */
  static void secrets(Section section, Collection<String> names) {
    for (String name : names) {
      if (section.has(name)) {
        boolean token = name.equals(TOKEN);
        section.report(
            PASSWORD_IN_DOCUMENT,
            section.field(name),
            "Who may read a NatsCluster must not learn how to log in.",
            token
                ? TOKEN_HINT
                : "Remove it, change the secret, and name a Secret in passwordFrom.");
      }
    }
  }

  /** The public key of a user; what is given instead could be the private one. */
  static Optional<String> publicKey(Section section, String name) {
    Optional<String> given = section.text(name);
    if (given.isPresent() && !KeyKind.USER.isPublicKey(given.get())) {
      boolean seed = given.get().startsWith("S");
      section.report(
          seed ? SEED_IN_DOCUMENT : FindingCode.BAD_VALUE,
          section.field(name),
          seed ? "This is a private key." : "This is not the public key of a user.",
          seed
              ? "Make another key, and give its public half, which begins with U."
              : "Give the 56 letters and digits that begin with U; 'nk -gen user -pubout' makes both halves.");
      return Optional.empty();
    }
    return given;
  }

  static void users(Authentication authentication, Section section) {
    List<AuthenticationUser> users = authentication.users();
    if (!users.isEmpty() && (authentication.byOperator() || authentication.open())) {
      section.report(
          USERS_BY_MODE,
          section.field("users"),
          "Mode " + authentication.mode() + " has no users in the document.",
          "Take mode accounts or basic, or leave the users out.");
    }
    Set<String> names = new HashSet<>();
    for (int index = 0; index < users.size(); index++) {
      AuthenticationUser user = users.get(index);
      String field = section.field("users[" + index + "]");
      if (!names.add(user.user())) {
        bad(section, field + ".user", "There is another user " + user.user() + ".");
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
          field,
          "A user shows one thing: its key, or a password.",
          "Give either nkey, its public key, or passwordFrom.");
    }
    if (OF_AGENT.contains(user.account())) {
      bad(section, field + ".account", "Account " + user.account() + " is the agent's.");
    }
    if (basic && !user.account().equals(Authentication.APPLICATIONS)) {
      bad(section, field + ".account", "In mode basic all users are of account APP.");
    }
    if (basic && user.user().equals(Authentication.APPLICATION_USER)) {
      bad(section, field + ".user", "The agent makes user app and its password.");
    }
  }

  private static void bad(Section section, String field, String message) {
    section.report(
        FindingCode.BAD_VALUE,
        field,
        message,
        "See the reference of NatsCluster for what it takes.");
  }
}
