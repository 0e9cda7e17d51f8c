// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.access;

import dev.flotilla.hub.store.Registry;
import dev.flotilla.hub.store.Registry.Versioned;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The tokens that exist, without their secrets. The first administrator's comes with the keys and
 * cannot be deleted here.
 */
public final class Tokens {
  private static final String TOKEN = "token.";

  private final Registry registry;
  private final Optional<StoredToken> bootstrap;

  /** Tokens in this registry, and the one that came with the keys. */
  public Tokens(Registry registry, Optional<StoredToken> bootstrap) {
    this.registry = registry;
    this.bootstrap = bootstrap;
  }

  /** How an attempt to spend a join token ended. */
  public enum Spending {
    /** It is spent, by this agent. */
    SPENT,
    /** Another agent was faster. */
    LOST
  }

  /** By id. */
  public Optional<StoredToken> get(String id) {
    return isBootstrap(id)
        ? bootstrap
        : registry.get(TOKEN + id, StoredToken.class).map(Versioned::value);
  }

  /** All, oldest first. */
  public List<StoredToken> all() {
    return Stream.concat(
            bootstrap.stream(),
            registry.list(TOKEN, StoredToken.class).stream().map(Versioned::value))
        .sorted(Comparator.comparing(StoredToken::createdAt))
        .toList();
  }

  /** Writes a new token. */
  public void add(StoredToken token) {
    registry.put(TOKEN + token.id(), token);
  }

  /** Deletes a token; false when there is none of that id, or it came with the keys. */
  public boolean delete(String id) {
    return registry
        .get(TOKEN + id, StoredToken.class)
        .map(token -> registry.delete(TOKEN + id, token.revision()))
        .orElse(false);
  }

  /** Whether the token came with the keys. */
  public boolean isBootstrap(String id) {
    return bootstrap.filter(token -> token.id().equals(id)).isPresent();
  }

  /** Spends a join token, by compare-and-set: of two agents that show it, one wins. */
  public Spending spend(String id, StoredToken.Use use) {
    boolean won =
        registry
            .get(TOKEN + id, StoredToken.class)
            .filter(token -> token.value().used() == null)
            .map(token -> registry.replace(TOKEN + id, token.value().usedBy(use), token.revision()))
            .orElse(false);
    return won ? Spending.SPENT : Spending.LOST;
  }
}
