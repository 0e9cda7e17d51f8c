// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.nats.catalogue.Catalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Values of the official chart, as a person wrote them.
 *
 * @param written the file
 */
public record ChartValues(ObjectNode written) {
  /**
   * One value that was written.
   *
   * @param key its path
   * @param name last segment of the path
   * @param value any JSON
   * @param rule how it is converted; empty if the chart has no such key
   */
  record Leaf(String key, String name, JsonNode value, Optional<ChartKeys.Rule> rule) {}

  /** The equivalent NatsCluster, with a release of that catalogue. */
  public Conversion imported(Wanted wanted, Catalogue catalogue) {
    return new ChartImport(this, wanted, catalogue).run();
  }

  /** Every value, each exactly once. */
  List<Leaf> leaves() {
    List<Leaf> leaves = new ArrayList<>();
    collect("", written, leaves);
    return leaves;
  }

  /** A value that was written and is not null. */
  Optional<JsonNode> given(String key) {
    return Optional.of(written.at("/" + key.replace('.', '/')))
        .filter(value -> !value.isMissingNode() && !value.isNull());
  }

  /** A value, or the chart's default; null where that is none. */
  JsonNode effective(String key) {
    return given(key).orElseGet(() -> ChartKeys.bundled().standard(key));
  }

  private static void collect(String path, ObjectNode node, List<Leaf> leaves) {
    ChartKeys keys = ChartKeys.bundled();
    node.properties()
        .forEach(
            entry -> {
              String key = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
              if (entry.getValue() instanceof ObjectNode below && descends(keys, key, below)) {
                collect(key, below, leaves);
              } else {
                leaves.add(new Leaf(key, entry.getKey(), entry.getValue(), keys.find(path, key)));
              }
            });
  }

  private static boolean descends(ChartKeys keys, String key, ObjectNode below) {
    return keys.isParent(key) && !below.isEmpty() && !Template.in(below, false);
  }
}
