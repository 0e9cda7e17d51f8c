// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.query;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.flotilla.protocol.Problem;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What would become of one Kubernetes object.
 *
 * @param kind as manifests say it, such as {@code StatefulSet}
 * @param name in the namespace of the NatsCluster
 * @param action what would be done
 * @param fields what would change in it; nothing is ever shown of a Secret
 * @param problem why it cannot be; null unless it is refused. Where an add-on is refused, the rest
 *     of the deploy goes on
 */
public record ObjectChange(
    String kind, String name, Action action, List<FieldChange> fields, @Nullable Problem problem) {

  /** What would be done with an object. */
  public enum Action {
    /** It is not there yet. */
    CREATE,
    /** It is there and other than it should be. */
    CHANGE,
    /** It is there and must not be. */
    DELETE,
    /** It is as it should be. */
    KEEP,
    /** It cannot be made so. */
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
   * @param before null when it is not there yet
   * @param after null when it would be gone
   */
  public record FieldChange(String path, @Nullable String before, @Nullable String after) {}

  public ObjectChange {
    fields = List.copyOf(fields);
  }
}
