// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.resource;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * Names one resource in one member. All three parts are tokens of subjects, so each is a DNS label
 * of at most 40 characters.
 *
 * @param kind {@link ResourceKind#token}, or one that only a newer build knows
 * @param namespace the Kubernetes namespace
 * @param name the resource's name
 */
public record ResourceKey(String kind, String namespace, String name)
    implements Comparable<ResourceKey> {

  private static final Comparator<ResourceKey> ORDER =
      Comparator.comparingInt(ResourceKind::rank).thenComparing(ResourceKey::toString);

  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?");

  /**
   * @throws IllegalArgumentException if a part is not a DNS label of at most 40 characters
   */
  public ResourceKey {
    label("kind", kind);
    label("namespace", namespace);
    label("name", name);
  }

  /**
   * Reads {@code kind/namespace/name}.
   *
   * @throws IllegalArgumentException if the text has another shape
   */
  @JsonCreator
  public static ResourceKey parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException(
          "a resource key is kind/namespace/name, got '" + text + "'");
    }
    return new ResourceKey(parts[0], parts[1], parts[2]);
  }

  /** Whether a name can be a token of a subject. */
  public static boolean isLabel(String text) {
    return LABEL.matcher(text).matches();
  }

  /** In the order of admission: by rank of the kind, then by text. */
  @Override
  public int compareTo(ResourceKey other) {
    return ORDER.compare(this, other);
  }

  @Override
  @JsonValue
  public String toString() {
    return kind + "/" + namespace + "/" + name;
  }

  private static void label(String part, String value) {
    if (!isLabel(value)) {
      throw new IllegalArgumentException(
          "the "
              + part
              + " of a resource is a DNS label of at most 40 characters, got '"
              + value
              + "'");
    }
  }
}
