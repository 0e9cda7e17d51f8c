// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.query;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.flotilla.protocol.Problem;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a deploy would do with one Kubernetes object.
 *
 * @param kind as in manifests, such as {@code StatefulSet}
 * @param name in the namespace of the NatsCluster
 * @param action what would be done
 * @param fields what would change in it; nothing is ever shown of a Secret
 * @param problem why it is refused; null otherwise. A refused add-on does not stop the rest of the
 *     deploy
 */
public record ObjectChange(
    String kind, String name, Action action, List<FieldChange> fields, @Nullable Problem problem) {

  /** What would be done with an object. */
  public enum Action {
    /** It does not exist yet. */
    CREATE,
    /** It differs from the desired state. */
    CHANGE,
    /** It exists, but should not. */
    DELETE,
    /** It matches the desired state. */
    KEEP,
    /** It cannot be changed. */
    REFUSE;

    @JsonValue
    public String token() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One field that would change.
   *
   * @param path such as {@code spec.template.spec.containers[nats].image}
   * @param before null if it would be added
   * @param after null if it would be removed
   */
  public record FieldChange(String path, @Nullable String before, @Nullable String after) {}

  public ObjectChange {
    fields = List.copyOf(fields);
  }
}
