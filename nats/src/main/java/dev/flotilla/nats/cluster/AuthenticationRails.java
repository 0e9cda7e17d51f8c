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
      "Use mode basic, whose users can share a password, or a user in mode accounts.";
  private static final Set<String> OF_AGENT = Set.of("SYS", "FLOTILLA_PROBE");

  void judge() {
    Authentication authentication = spec.authentication();
    if (authentication.open() && !Profile.DEVELOPMENT.equals(spec.profile())) {
      section.report(
          AUTH_OFF,
          section.field("authentication.mode"),
          "Every client that can connect may read, write and delete everything in account APP.",
          "Use another mode or the profile development, or list AUTH_OFF in spec.waivers.");
    }
    if (!authentication.withPassword().isEmpty() && !spec.tls().listeners().client()) {
      section.warn(
          PASSWORD_IN_CLEAR,
          section.field("tls.listeners.client"),
          "Passwords are sent over the network in plain text.",
          "Set spec.tls, use NKeys, or list PASSWORD_IN_CLEAR in spec.waivers.");
    }
    wide(authentication.users());
    if (spec.nack().enabled() && !authentication.byOperator()) {
      section.report(
          NACK_NEEDS_OPERATOR,
          section.field("nack.enabled"),
          "NACK authenticates with a JWT, which servers without an operator do not accept.",
          "Disable NACK, or set authentication.mode to operator.");
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
              + " may publish and subscribe to everything in the account, streams included.",
          "Restrict subjects in permissions, or list PERMISSIONS_WIDE in spec.waivers.");
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
              ? "nats-server does not support a token together with accounts, and the agent needs the system account."
              : "\"" + mode.get() + "\" is not an authentication mode.",
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
            "A NatsCluster must not contain credentials: whoever can read it could log in.",
            token
                ? TOKEN_HINT
                : "Remove it, change the password, and reference a Secret in passwordFrom.");
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
          seed ? "This is a private key." : "This is not a public user key.",
          seed
              ? "Generate a new key, and set its public key, which begins with U."
              : "A public user key is 56 letters and digits and begins with U; generate one with 'nk -gen user -pubout'.");
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
          "Mode " + authentication.mode() + " does not support static users.",
          "Use mode accounts or basic, or remove the users.");
    }
    Set<String> names = new HashSet<>();
    for (int index = 0; index < users.size(); index++) {
      AuthenticationUser user = users.get(index);
      String field = section.field("users[" + index + "]");
      if (!names.add(user.user())) {
        bad(section, field + ".user", "Duplicate user " + user.user() + ".");
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
          "A user authenticates with either an NKey or a password.",
          "Set either nkey or passwordFrom.");
    }
    if (OF_AGENT.contains(user.account())) {
      bad(section, field + ".account", "Account " + user.account() + " is reserved for the agent.");
    }
    if (basic && !user.account().equals(Authentication.APPLICATIONS)) {
      bad(section, field + ".account", "In mode basic all users belong to account APP.");
    }
    if (basic && user.user().equals(Authentication.APPLICATION_USER)) {
      bad(section, field + ".user", "The agent creates the user app and its password.");
    }
  }

  private static void bad(Section section, String field, String message) {
    section.report(
        FindingCode.BAD_VALUE, field, message, "See the NatsCluster reference for its format.");
  }
}
