// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.testing.secrets;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** Looks for secrets in whatever it is given: files, answers, messages, logs. */
public final class SecretSearch {
  private final List<Secret> secrets;

  /** Looks for these. */
  public SecretSearch(Collection<Secret> secrets) {
    this.secrets = List.copyOf(secrets);
  }

  /**
   * A secret at a place where it may not be.
   *
   * @param secret its name, never itself
   * @param place where
   */
  public record Finding(String secret, String place) {}

  /** Every secret that is in one of the contents, in any form. */
  public List<Finding> in(Stream<Content> contents) {
    return contents.flatMap(this::in).distinct().toList();
  }

  private Stream<Finding> in(Content content) {
    List<String> layers = Layers.of(content.bytes());
    return secrets.stream()
        .filter(
            secret ->
                layers.stream()
                    .anyMatch(layer -> secret.forms().stream().anyMatch(layer::contains)))
        .map(secret -> new Finding(secret.name(), content.place()));
  }
}
