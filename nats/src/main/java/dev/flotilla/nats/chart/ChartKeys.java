// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the chart and their conversion, read from {@code chart-keys.json}. A last segment
 * {@code *} matches any; later keys override earlier ones that set the same field.
 *
 * @param rules by key, in the order of the file
 */
record ChartKeys(Map<String, Rule> rules) {
  private static final String FILE = "chart-keys.json";

  /** Parts that need more than a table: several keys that decide on a field together. */
  enum Part {
    NAME,
    REPLICAS,
    MEMORY,
    IMAGE,
    SPREAD,
    TLS,
    LISTENERS,
    USERS,
    ADDONS
  }

  /**
   * The conversion of some keys.
   *
   * @param field path below {@code spec} that takes the value, {@code *} for the key's own last
   *     segment; null where there is none
   * @param part what decides; null for the table alone
   * @param accepts values that match every NatsCluster
   * @param reason why a value is unsupported
   * @param advice what to do then
   * @param keys with the chart's defaults; an object that is not empty is a tree of keys
   */
  record Treatment(
      @Nullable String field,
      @Nullable Part part,
      @Nullable List<JsonNode> accepts,
      @Nullable String reason,
      @Nullable String advice,
      Map<String, JsonNode> keys) {
    /** Whether the document depends on the value. */
    boolean reads() {
      return field != null || part != null;
    }

    boolean holdsAnyway(JsonNode value) {
      return accepts != null && accepts.contains(value);
    }

    Note unsupported(String key) {
      return new Note(
          key,
          Note.Verdict.UNSUPPORTED,
          reason == null ? "" : reason,
          advice == null ? "" : advice);
    }
  }

  /**
   * One key.
   *
   * @param order of the file
   * @param standard the chart's default
   * @param treatment how it is converted
   */
  record Rule(int order, JsonNode standard, Treatment treatment) {}

  static ChartKeys bundled() {
    return Bundled.KEYS;
  }

  /** The rule of a key: its own, or that of any key below its parent. */
  Optional<Rule> find(String parent, String key) {
    Rule own = rules.get(key);
    return Optional.ofNullable(own != null ? own : rules.get(parent + ".*"));
  }

  /** Whether there are keys below this one. */
  boolean isParent(String key) {
    return rules.keySet().stream().anyMatch(known -> known.startsWith(key + "."));
  }

  JsonNode standard(String key) {
    Rule rule = rules.get(key);
    return rule == null ? NullNode.getInstance() : rule.standard();
  }

  private static ChartKeys of(List<Treatment> treatments) {
    Map<String, Rule> rules = new LinkedHashMap<>();
    for (Treatment treatment : treatments) {
      treatment.keys().forEach((key, standard) -> add(rules, key, standard, treatment));
    }
    return new ChartKeys(rules);
  }

  private static void add(
      Map<String, Rule> rules, String key, JsonNode standard, Treatment treatment) {
    if (standard.isObject() && !standard.isEmpty()) {
      standard
          .properties()
          .forEach(child -> add(rules, key + "." + child.getKey(), child.getValue(), treatment));
    } else {
      rules.put(key, new Rule(rules.size(), standard, treatment));
    }
  }

  private static final class Bundled {
    static final ChartKeys KEYS = load();

    private static ChartKeys load() {
      try (InputStream stream = ChartKeys.class.getResourceAsStream(FILE)) {
        if (stream == null) {
          throw new IllegalStateException("the build lacks " + FILE);
        }
        return of(List.of(JsonMapper.builder().build().readValue(stream, Treatment[].class)));
      } catch (IOException problem) {
        throw new UncheckedIOException("the build's " + FILE + " is damaged", problem);
      }
    }
  }
}
