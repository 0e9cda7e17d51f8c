// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.link;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.SecretData;
import dev.flotilla.agent.kubernetes.StateUnavailable;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.settings.AgentSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;

/** Keeps the agent's identity in one Secret of its own namespace. */
@ApplicationScoped
class IdentityStore {
  private final KubernetesObjects objects;
  private final AgentSettings settings;

  IdentityStore(KubernetesObjects objects, AgentSettings settings) {
    this.objects = objects;
    this.settings = settings;
  }

  /**
   * The stored identity, if there is one.
   *
   * @throws StateUnavailable when it cannot be read
   */
  Optional<Identity> load() {
    return find().map(this::read);
  }

  /**
   * Stores an identity where there is none yet.
   *
   * @return the identity that is stored then, even if another agent stored it
   */
  Identity create(Identity identity) {
    return objects.create(manifest(identity)).isPresent()
        ? identity
        : load().orElseThrow(() -> new StateUnavailable("the identity was deleted meanwhile"));
  }

  /**
   * Stores a later state of the identity.
   *
   * @throws StateUnavailable when another agent changed it concurrently
   */
  Identity update(Identity identity) {
    Live present =
        find().orElseThrow(() -> new StateUnavailable("the identity was deleted meanwhile"));
    if (!read(present).nkey().equals(identity.nkey())) {
      throw new StateUnavailable("the identity was replaced meanwhile");
    }
    return objects
        .replace(manifest(identity).onlyIf(present))
        .map(_ -> identity)
        .orElseThrow(() -> new StateUnavailable("another agent changed the identity"));
  }

  private Optional<Live> find() {
    return objects.find(Kind.SECRET, settings.namespace(), settings.identitySecret());
  }

  private Identity read(Live secret) {
    try {
      return Identity.parse(SecretData.plain(secret));
    } catch (IllegalArgumentException damaged) {
      throw new StateUnavailable(
          "Secret "
              + settings.identitySecret()
              + " is damaged: "
              + damaged.getMessage()
              + ". Restore it, or delete it and enrol again.",
          damaged);
    }
  }

  private Manifest manifest(Identity identity) {
    Map<String, Object> metadata =
        Tree.object(
            "name", settings.identitySecret(),
            "namespace", settings.namespace(),
            "labels", Tree.object("app.kubernetes.io/managed-by", "flotilla-agent"));
    return new Manifest(
        Kind.SECRET,
        metadata,
        Tree.object("type", "Opaque", "data", SecretData.encoded(identity.secretData())));
  }
}
