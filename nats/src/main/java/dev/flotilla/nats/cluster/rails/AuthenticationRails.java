// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.rails;

import static dev.flotilla.nats.document.FindingCode.AUTH_OFF;
import static dev.flotilla.nats.document.FindingCode.NACK_NEEDS_OPERATOR;
import static dev.flotilla.nats.document.FindingCode.PASSWORD_IN_CLEAR;
import static dev.flotilla.nats.document.FindingCode.PERMISSIONS_WIDE;

import dev.flotilla.nats.cluster.NatsClusterSpec;
import dev.flotilla.nats.cluster.authentication.Authentication;
import dev.flotilla.nats.cluster.authentication.AuthenticationUser;
import dev.flotilla.nats.document.Section;
import dev.flotilla.nats.profile.Profile;
import java.util.List;

/**
 * Rules about the authentication of clients.
 *
 * @param spec as it was read, with its defaults
 * @param section where findings go
 */
record AuthenticationRails(NatsClusterSpec spec, Section section) {
  void judge() {
    Authentication authentication = spec.access().authentication();
    if (authentication.open() && !Profile.DEVELOPMENT.equals(spec.profile())) {
      section.report(
          AUTH_OFF,
          section.field("authentication.mode"),
          "Every client that can connect may read, write and delete everything in account APP.",
          "Use another mode or the profile development, or list AUTH_OFF in spec.waivers.");
    }
    if (!authentication.withPassword().isEmpty() && !spec.access().tls().listeners().client()) {
      section.warn(
          PASSWORD_IN_CLEAR,
          section.field("tls.listeners.client"),
          "Passwords are sent over the network in plain text.",
          "Set spec.tls, use NKeys, or list PASSWORD_IN_CLEAR in spec.waivers.");
    }
    wide(authentication.users());
    if (spec.addons().nack().enabled() && !authentication.byOperator()) {
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
}
