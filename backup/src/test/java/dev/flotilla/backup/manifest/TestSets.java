// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.backup.storage.BackupStorage;
import dev.flotilla.backup.storage.NewObject;
import java.io.IOException;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sets as an engine would write them, with small objects. */
final class TestSets {
  static final Instant START = Instant.parse("2026-12-01T18:30:00Z");
  static final StreamName ORDERS = new StreamName("AORDERS", "shop", "ORDERS");

  private TestSets() {}

  static SetName name(String id) {
    return new SetName("berlin", "messaging", "main", id);
  }

  static String id(int minute) {
    return "20261201t18%02d00z-aaaaaa".formatted(minute);
  }

  static Ed25519Signer signer() {
    try {
      return Ed25519Signer.of(KeyPairGenerator.getInstance("Ed25519").generateKeyPair());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static SavedStream stream(SetName set) {
    ObjectNode config =
        JsonNodeFactory.instance.objectNode().put("name", "ORDERS").put("max_age", 86400000000000L);
    return new SavedStream(
        ORDERS,
        "2.15.3",
        config,
        config,
        START,
        null,
        new SavedMessages(3, 300, 1, 4, START, START.plusMillis(1), "ab".repeat(32), List.of()),
        List.of(new SavedConsumer("bill", config, null, true)),
        new SavedArchive("records", 420, "cd".repeat(32)),
        new SavedObject(new SetLayout(set).stream(ORDERS, 1), 5, "ef".repeat(32)),
        false,
        List.of());
  }

  static Manifest manifest(SetName set, @Nullable String base) {
    return new Manifest(
            Manifest.VERSION,
            set,
            "b7f1-uid",
            START,
            START.plusSeconds(60),
            base == null ? SetKind.FULL : SetKind.INCREMENTAL,
            base,
            List.of("age1example"),
            List.of(stream(set)),
            List.of(new NotSaved(ORDERS, "gone", "CONSUMER_GONE", "It was deleted meanwhile.")),
            new SavedObject(new SetLayout(set).document(), 5, "12".repeat(32)),
            List.of(),
            List.of("2.15.3"),
            "")
        .summed();
  }

  /** All objects of a set, and its manifest if it is to be finished. */
  static void write(
      BackupStorage storage, SetName set, @Nullable String base, @Nullable SetSigner signer)
      throws IOException {
    Manifest manifest = manifest(set, base);
    for (SavedObject object : manifest.objects()) {
      put(storage, object.key(), "12345");
    }
    if (signer != null) {
      store(storage, signer).write(manifest, signer);
    }
  }

  static SetStore store(BackupStorage storage, SetSigner trusted) {
    return new SetStore(storage, new SignedDocuments(Set.of(trusted.keyId())));
  }

  static void put(BackupStorage storage, String key, String text) throws IOException {
    try (NewObject object = storage.create(key, 0)) {
      object.write(text.getBytes(UTF_8));
      object.commit();
    }
  }
}
