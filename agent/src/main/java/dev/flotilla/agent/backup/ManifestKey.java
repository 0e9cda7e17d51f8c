// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.backup;

import dev.flotilla.agent.kubernetes.Kind;
import dev.flotilla.agent.kubernetes.KubernetesObjects;
import dev.flotilla.agent.kubernetes.Manifest;
import dev.flotilla.agent.kubernetes.SecretData;
import dev.flotilla.agent.kubernetes.Tree;
import dev.flotilla.protocol.Pem;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.Map;

/**
 * The key that signs the manifests of sets: one in each namespace, made once, in a Secret that
 * outlives every NatsBackup. Its private half never leaves the member.
 */
final class ManifestKey {
  static final String SECRET = "flotilla-backup-key";
  static final String PRIVATE = "manifest.key";
  static final String PUBLIC = "manifest.pub";

  private ManifestKey() {}

  /** Creates it where there is none; of two agents one fails, and both use the same. */
  static void provide(KubernetesObjects objects, String namespace, SecureRandom random) {
    if (objects.find(Kind.SECRET, namespace, SECRET).isEmpty()) {
      var _ = objects.create(secret(namespace, random));
    }
  }

  private static Manifest secret(String namespace, SecureRandom random) {
    KeyPair pair = pair(random);
    Map<String, String> data =
        Map.of(
            PRIVATE,
            Pem.of(pair.getPrivate()),
            PUBLIC,
            Pem.of("PUBLIC KEY", pair.getPublic().getEncoded()));
    return new Manifest(
        Kind.SECRET,
        Tree.object(
            "name",
            SECRET,
            "namespace",
            namespace,
            "labels",
            Tree.object("app.kubernetes.io/managed-by", "flotilla-agent")),
        Tree.object("type", "Opaque", "data", SecretData.encoded(data)));
  }

  private static KeyPair pair(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(255, random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("this Java has no Ed25519", missing);
    }
  }
}
