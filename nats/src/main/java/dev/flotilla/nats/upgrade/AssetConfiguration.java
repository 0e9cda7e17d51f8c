// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.upgrade;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.nats.catalogue.Catalogue;
import dev.flotilla.nats.catalogue.Feature;
import java.util.List;

/**
 * A stream or a consumer, and what it needs of the servers that store it.
 *
 * @param account name of its account, or the account's public key where it has no name
 * @param stream its stream
 * @param consumer its name; empty for the stream itself
 * @param apiLevel JetStream API level that servers must have, from its metadata {@code
 *     _nats.req.level} (nats-server {@code jetstream_versioning.go}); 0 for every server
 * @param configuration as the JetStream API shows it
 */
public record AssetConfiguration(
    String account, String stream, String consumer, int apiLevel, JsonNode configuration) {
  private static final String REQUIRED_LEVEL = "_nats.req.level";

  static AssetConfiguration stream(String account, String name, JsonNode configuration) {
    return new AssetConfiguration(account, name, "", level(configuration), configuration);
  }

  static AssetConfiguration consumer(String account, String stream, JsonNode consumer) {
    JsonNode configuration = consumer.path("config");
    return new AssetConfiguration(
        account, stream, consumer.path("name").asText(), level(configuration), configuration);
  }

  private static int level(JsonNode configuration) {
    return configuration.path("metadata").path(REQUIRED_LEVEL).asInt(0);
  }

  /** True for a consumer. */
  public boolean isConsumer() {
    return !consumer.isEmpty();
  }

  /** True for a stream with one replica: it is away while its server restarts. */
  public boolean isSingle() {
    return !isConsumer() && configuration.path("num_replicas").asInt(1) == 1;
  }

  /** True for a stream that no disk holds. */
  public boolean isInMemory() {
    return !isConsumer() && configuration.path("storage").asText().equals("memory");
  }

  /** Names of the features that it uses and that servers of an API level do not have. */
  public List<String> featuresAbove(int level, Catalogue catalogue) {
    Feature.Asset kind = isConsumer() ? Feature.Asset.CONSUMER : Feature.Asset.STREAM;
    return catalogue.lines().stream()
        .flatMap(line -> line.features().stream())
        .filter(feature -> feature.asset() == kind && feature.apiLevel() > level)
        .filter(feature -> feature.fields().stream().anyMatch(this::sets))
        .map(Feature::name)
        .toList();
  }

  /** A field of a feature is {@code name} or {@code name=value}. */
  private boolean sets(String field) {
    int equals = field.indexOf('=');
    JsonNode value = configuration.path(equals < 0 ? field : field.substring(0, equals));
    if (equals >= 0) {
      return value.asText().equals(field.substring(equals + 1));
    }
    return value.isContainerNode()
        ? !value.isEmpty()
        : value.asBoolean(!value.asText("").isEmpty()) || value.asLong() != 0;
  }

  /** As people write it: {@code APP/ORDERS}, or {@code APP/ORDERS/billing} for a consumer. */
  @Override
  public String toString() {
    String path = account + "/" + stream;
    return isConsumer() ? path + "/" + consumer : path;
  }
}
