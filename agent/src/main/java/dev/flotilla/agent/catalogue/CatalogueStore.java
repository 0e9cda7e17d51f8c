// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.catalogue;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.Labels;
import dev.flotilla.agent.settings.AgentSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Stores the catalogue in a ConfigMap of the agent, where it survives restarts and changes of the
 * leader.
 */
@ApplicationScoped
class CatalogueStore {
  private static final String FILE = "catalogue.json";

  private final KubernetesObjects objects;
  private final AgentSettings settings;

  CatalogueStore(KubernetesObjects objects, AgentSettings settings) {
    this.objects = objects;
    this.settings = settings;
  }

  /** Name of the ConfigMap. */
  String name() {
    return settings.catalogueConfigMap();
  }

  Optional<StoredCatalogue> read() {
    return find()
        .map(
            found ->
                new StoredCatalogue(
                    Tree.text(found.tree(), "data", FILE).getBytes(StandardCharsets.UTF_8),
                    revision(found)));
  }

  /**
   * Writes it, whatever is stored.
   *
   * @throws IllegalStateException when another client writes at the same time
   */
  void write(StoredCatalogue catalogue) {
    Manifest manifest = manifest(catalogue);
    Optional<Live> present = find();
    var _ =
        (present.isPresent()
                ? objects.replace(manifest.onlyIf(present.get()))
                : objects.create(manifest))
            .orElseThrow(
                () -> new IllegalStateException("another client changed ConfigMap " + name()));
  }

  private Optional<Live> find() {
    return objects.find(Kind.CONFIG_MAP, settings.namespace(), name());
  }

  private static long revision(Live configMap) {
    String text = configMap.annotation(Labels.REVISION);
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
  }

  private Manifest manifest(StoredCatalogue catalogue) {
    Map<String, Object> metadata =
        Tree.object(
            "name", name(),
            "namespace", settings.namespace(),
            "labels", Tree.object("app.kubernetes.io/managed-by", "flotilla-agent"),
            "annotations", Tree.object(Labels.REVISION, Long.toString(catalogue.revision())));
    String file = new String(catalogue.file(), StandardCharsets.UTF_8);
    return new Manifest(Kind.CONFIG_MAP, metadata, Tree.object("data", Tree.object(FILE, file)));
  }
}
