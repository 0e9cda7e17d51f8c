// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.admission;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.StateUnavailable;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.settings.AgentSettings;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.admission.Watermark;
import dev.flotilla.protocol.resource.ResourceKey;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Keeps the watermark in one ConfigMap that never expires; every write is a compare-and-set on what
 * was read before. It is compressed: ten thousand resources fit into the megabyte that a ConfigMap
 * may have.
 */
@ApplicationScoped
class WatermarkStore {
  private static final String KEY = "watermark.json.gz";

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
    /** Another watermark, to be stored over the same object. */
    Held with(Watermark changed) {
      return new Held(changed, stored);
    }

    /** Stored with the next change: without it, the effect is merely checked once more. */
    Held carriedOut(ResourceKey key) {
      return with(value.carriedOut(key));
    }
  }

  /**
   * Reads the watermark.
   *
   * @throws StateUnavailable when it exists but cannot be read: starting without one would admit
   *     every replay
   */
  Held load() {
    Optional<Live> stored =
        objects.find(Kind.CONFIG_MAP, settings.namespace(), settings.stateConfigMap());
    return new Held(stored.map(this::read).orElse(Watermark.NONE), stored);
  }

  /** Raises the watermark of one key before its effect, so that no replay is admitted. */
  Held remember(Held before, ResourceKey key, long revision, String digest) {
    Watermark.Seen seen = before.value().of(key);
    return seen != null && seen.shows(revision, digest)
        ? before
        : store(before, before.value().admit(key, revision, digest));
  }

  /**
   * Stores the next watermark.
   *
   * @throws StateUnavailable when another agent was faster: this one no longer leads
   */
  Held store(Held before, Watermark next) {
    Optional<Live> stored =
        before.stored().isPresent()
            ? objects.replace(manifest(next).onlyIf(before.stored().get()))
            : objects.create(manifest(next));
    return new Held(
        next,
        Optional.of(
            stored.orElseThrow(() -> new StateUnavailable("another agent changed the watermark"))));
  }

  private Watermark read(Live configMap) {
    String text = Tree.text(configMap.tree(), "binaryData", KEY);
    byte[] packed = Base64.getDecoder().decode(text);
    try (GZIPInputStream json = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return Json.read(json.readAllBytes(), Watermark.class);
    } catch (IOException | UncheckedIOException damaged) {
      throw new StateUnavailable(
          "ConfigMap " + configMap.name() + " contains no readable watermark; restore it", damaged);
    }
  }

  private Manifest manifest(Watermark watermark) {
    Map<String, Object> metadata =
        Tree.object(
            "name", settings.stateConfigMap(),
            "namespace", settings.namespace(),
            "labels", Tree.object("app.kubernetes.io/managed-by", "flotilla-agent"));
    return new Manifest(
        Kind.CONFIG_MAP, metadata, Tree.object("binaryData", Tree.object(KEY, packed(watermark))));
  }

  private static String packed(Watermark watermark) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream json = new GZIPOutputStream(packed)) {
      json.write(Json.write(watermark));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return Base64.getEncoder().encodeToString(packed.toByteArray());
  }
}
