// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.access;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What an API token may do; each role includes those before it. */
public enum Role {
  /** Reads. */
  VIEWER,
  /** Asks for operations and makes join tokens. */
  OPERATOR,
  /** Accepts and revokes agents, makes API tokens. */
  ADMIN;

  /** Name of {@link #VIEWER} in annotations. */
  public static final String VIEWER_NAME = "viewer";

  /** Name of {@link #OPERATOR} in annotations. */
  public static final String OPERATOR_NAME = "operator";

  /** Name of {@link #ADMIN} in annotations. */
  public static final String ADMIN_NAME = "admin";

  /** The role's name in the API. */
  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads a stored name. */
  @JsonCreator
  public static Role of(String text) {
    return valueOf(text.toUpperCase(Locale.ROOT));
  }

  /** The role of that name; empty when there is none. */
  public static Optional<Role> find(String text) {
    return Arrays.stream(values()).filter(role -> role.text().equals(text)).findFirst();
  }

  /** Whether this role includes the other. */
  public boolean includes(Role other) {
    return compareTo(other) >= 0;
  }

  /** Names of this role and of all that it includes. */
  public Set<String> names() {
    return Arrays.stream(values())
        .filter(this::includes)
        .map(Role::text)
        .collect(Collectors.toUnmodifiableSet());
  }
}
