// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.authentication;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.document.Section;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * How servers authenticate clients. In every mode the agent has its own users, in the system
 * account and in an account for probes.
 *
 * @param mode {@code operator}: by signed claims; {@code accounts} and {@code basic}: by lists in
 *     the servers' configuration, of several accounts or of one; {@code none}: authentication is
 *     off
 * @param users static users for the modes {@code accounts} and {@code basic}, in addition to those
 *     of the agent
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@PreserveUnknownFields
public record Authentication(
    @JsonPropertyDescription("operator, accounts, basic or none; default operator") String mode,
    @JsonPropertyDescription("Static users, for the modes accounts and basic")
        List<AuthenticationUser> users) {
  /** Accounts and users are claims that an operator has signed. */
  public static final String OPERATOR = "operator";

  /** Accounts and users are listed in the servers' configuration. */
  public static final String ACCOUNTS = "accounts";

  /** Users with passwords, all of one account. */
  public static final String BASIC = "basic";

  /** Clients do not authenticate. */
  public static final String NONE = "none";

  /** Account of applications, in every mode. */
  public static final String APPLICATIONS = "APP";

  /** User of {@link #APPLICATIONS} whose password the agent generates in mode basic. */
  public static final String APPLICATION_USER = "app";

  private static final List<String> MODES = List.of(OPERATOR, ACCOUNTS, BASIC, NONE);

  public Authentication {
    users = List.copyOf(users);
  }

  /** That mode, without users of a document. */
  public static Authentication of(String mode) {
    return new Authentication(mode, List.of());
  }

  /** Whether accounts and users are signed claims, which servers keep on a volume. */
  public boolean byOperator() {
    return mode.equals(OPERATOR);
  }

  /** Whether authentication is off. */
  public boolean open() {
    return mode.equals(NONE);
  }

  /** Names of the accounts for applications. */
  public Set<String> accounts() {
    Set<String> accounts = new TreeSet<>(Set.of(APPLICATIONS));
    users.forEach(user -> accounts.add(user.account()));
    return accounts;
  }

  /** All users of an account in the servers' lists that are not the agent's, in order. */
  public List<AuthenticationUser> usersOf(String account) {
    List<AuthenticationUser> found = new ArrayList<>();
    if (mode.equals(BASIC) && account.equals(APPLICATIONS)) {
      found.add(AuthenticationUser.ofAgent(APPLICATION_USER));
    }
    users.stream().filter(user -> user.account().equals(account)).forEach(found::add);
    return found;
  }

  /** All users that authenticate with a password. */
  public List<AuthenticationUser> withPassword() {
    return accounts().stream()
        .flatMap(account -> usersOf(account).stream())
        .filter(user -> user.nkey() == null)
        .toList();
  }

  public static Authentication read(Section section) {
    Authentication read =
        new Authentication(
            CredentialFields.mode(section, MODES).orElse(OPERATOR),
            section.sections("users").stream().map(AuthenticationUser::read).toList());
    CredentialFields.refuseSecrets(section, List.of("token", "user", "password", "authorization"));
    section.refuseUnknown();
    UserRails.judge(read, section);
    return read;
  }
}
