// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.credentials;

import dev.flotilla.agent.kubernetes.Blocked;
import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Live;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.SecretData;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.agent.render.Labels;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Keys and credentials as Secrets. */
public final class CredentialSecrets {
  /** Key of credentials in their Secret. */
  static final String CREDENTIALS = "user.creds";

  /** Key of a static user's private key in its Secret. */
  static final String KEY_LOGIN = "user.nk";

  private static final String MAKER = "app.kubernetes.io/managed-by";
  private static final String AGENT = "flotilla-agent";

  private CredentialSecrets() {}

  /** A Secret of one NatsCluster. */
  public static Manifest secret(DataPlane dataPlane, String name, Map<String, String> data) {
    Map<String, Object> metadata =
        Tree.object(
            "name", name,
            "namespace", dataPlane.namespace(),
            "labels", Tree.object(MAKER, AGENT, Labels.CLUSTER, dataPlane.name()));
    return new Manifest(
        Kind.SECRET, metadata, Tree.object("type", "Opaque", "data", SecretData.encoded(data)));
  }

  /** The same, deleted by Kubernetes with the NatsCluster. */
  public static Manifest owned(Manifest secret, DataPlane dataPlane) {
    Map<String, Object> metadata = new TreeMap<>(secret.metadata());
    metadata.put("ownerReferences", List.of(dataPlane.owner()));
    return new Manifest(secret.kind(), metadata, secret.content());
  }

  /**
   * The Secret of that name, if there is one.
   *
   * @throws Blocked when the agent did not create it for that NatsCluster
   */
  public static Optional<Live> find(KubernetesObjects objects, DataPlane dataPlane, String name)
      throws Blocked {
    Optional<Live> found = objects.find(Kind.SECRET, dataPlane.namespace(), name);
    if (found.isPresent() && !isOurs(found.get(), dataPlane)) {
      throw Blocked.byForeignObject(found.get());
    }
    return found;
  }

  private static boolean isOurs(Live secret, DataPlane dataPlane) {
    return secret.label(MAKER).equals(AGENT)
        && secret.label(Labels.CLUSTER).equals(dataPlane.name());
  }

  static Blocked lost(String name) {
    return new Blocked(
        new Problem(
            Code.KEYS_LOST,
            "Secret " + name + " is missing while servers trust its keys",
            "Restore it from a backup; new keys would lock out all users."));
  }

  static Blocked damaged(String name, IllegalArgumentException damage) {
    return new Blocked(
        new Problem(
            Code.KEYS_DAMAGED,
            "Secret " + name + " cannot be read: " + damage.getMessage(),
            "Restore it from a backup; without its keys accounts cannot be changed."));
  }

  static Blocked ofAnotherMode(String name) {
    return new Blocked(
        new Problem(
            Code.KEYS_OF_ANOTHER_MODE,
            "Secret " + name + " belongs to a NatsCluster with another authentication mode",
            "Restore authentication.mode, or use another name; its volumes contain streams of other accounts."));
  }
}
