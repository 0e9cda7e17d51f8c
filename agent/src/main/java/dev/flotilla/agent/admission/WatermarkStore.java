// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.admission;

import dev.flotilla.agent.AgentSettings;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.admission.Watermark;
import dev.flotilla.protocol.document.ResourceKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the watermark in one ConfigMap that never expires; every write is a compare-and-set on what
 * was read before.
 */
@ApplicationScoped
class WatermarkStore {
  private static final String KEY = "watermark";

  private final KubernetesObjects objects;
  private final AgentSettings settings;

  WatermarkStore(KubernetesObjects objects, AgentSettings settings) {
    this.objects = objects;
    this.settings = settings;
  }

  /**
   * A watermark and the stored object that it was read from.
   *
   * @param value the watermark
   * @param stored empty when nothing is stored yet
   */
  record Held(Watermark value, Optional<Live> stored) {
    /** Stored with the next change: without it an effect is looked for once more. */
    Held carriedOut(ResourceKey key) {
      return new Held(value.carriedOut(key), stored);
    }
  }

  /**
   * Reads the watermark.
   *
   * @throws IllegalStateException when it is there but cannot be read: admitting from nothing again
   *     would open every replay
   */
  Held load() {
    Optional<Live> stored =
        objects.find(Kind.CONFIG_MAP, settings.namespace(), settings.stateConfigMap());
    return new Held(stored.map(this::read).orElse(Watermark.NONE), stored);
  }

  /**
   * Stores the next watermark.
   *
   * @throws IllegalStateException when another agent was faster: this one no longer leads
   */
  Held store(Held before, Watermark next) {
    Optional<Live> stored =
        before.stored().isPresent()
            ? objects.replace(manifest(next).onlyIf(before.stored().get()))
            : objects.create(manifest(next));
    return new Held(
        next,
        Optional.of(
            stored.orElseThrow(
                () -> new IllegalStateException("another agent changed the watermark"))));
  }

  private Watermark read(Live configMap) {
    try {
      String text = Tree.text(configMap.tree(), "data", KEY);
      return Json.read(text.getBytes(StandardCharsets.UTF_8), Watermark.class);
    } catch (java.io.UncheckedIOException damaged) {
      throw new IllegalStateException(
          "ConfigMap " + configMap.name() + " contains no readable watermark; restore it", damaged);
    }
  }

  private Manifest manifest(Watermark watermark) {
    Map<String, Object> metadata =
        Tree.object(
            "name", settings.stateConfigMap(),
            "namespace", settings.namespace(),
            "labels", Tree.object("app.kubernetes.io/managed-by", "flotilla-agent"));
    String text = new String(Json.write(watermark), StandardCharsets.UTF_8);
    return new Manifest(Kind.CONFIG_MAP, metadata, Tree.object("data", Tree.object(KEY, text)));
  }
}
