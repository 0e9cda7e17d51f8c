// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.authentication;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.document.Section;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A static user, which authenticates with an NKey or a password. Neither is in the document: it has
 * the public key only, and the password is in a Secret.
 *
 * @param user name of the user, unique in the cluster
 * @param account account that it belongs to
 * @param nkey public key of the user; null for a user with a password
 * @param passwordFrom where its password is; null for a user with a key, and for the one whose
 *     password the agent makes
 * @param permissions what it may do; null for everything in its account
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@PreserveUnknownFields
public record AuthenticationUser(
    @JsonPropertyDescription("Name of the user; required") String user,
    @JsonPropertyDescription("Account of the user, in mode accounts; default APP") String account,
    @JsonPropertyDescription("Public NKey of the user, begins with U") @Nullable String nkey,
    @JsonPropertyDescription("Secret with the password, for a user without an NKey")
        @Nullable PasswordSource passwordFrom,
    @JsonPropertyDescription("Permissions; default everything in its account")
        @Nullable SubjectPermissions permissions) {
  /** It becomes the name of an environment variable, with signs in hexadecimal. */
  private static final Pattern USER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}");

  private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");

  /** The user whose password the agent generates. */
  static AuthenticationUser ofAgent(String user) {
    return new AuthenticationUser(user, Authentication.APPLICATIONS, null, null, null);
  }

  /** Whether it may do everything in its account. */
  public boolean unlimited() {
    return permissions == null
        || (permissions.publish().unlimited() && permissions.subscribe().unlimited());
  }

  public static AuthenticationUser read(Section section) {
    if (!section.has("user")) {
      section.missing("user", "Set the name of the user.");
    }
    AuthenticationUser user =
        new AuthenticationUser(
            section
                .matching("user", USER, "a name of letters, digits and the characters . _ - @")
                .orElse(""),
            section
                .matching("account", ACCOUNT, "a name of letters, digits, hyphens and underscores")
                .orElse(Authentication.APPLICATIONS),
            CredentialFields.publicKey(section, "nkey").orElse(null),
            section.has("passwordFrom")
                ? PasswordSource.read(section.section("passwordFrom"))
                : null,
            section.has("permissions")
                ? SubjectPermissions.read(section.section("permissions"))
                : null);
    CredentialFields.refuseSecrets(section, List.of("password", "token", "seed"));
    section.refuseUnknown();
    return user;
  }
}
