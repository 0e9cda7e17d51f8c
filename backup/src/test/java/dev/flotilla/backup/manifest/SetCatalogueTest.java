// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.backup.storage.BackupStorage;
import dev.flotilla.backup.storage.FolderStorage;
import dev.flotilla.backup.storage.StorageFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetCatalogueTest {
  private static final Ed25519Signer SIGNER = TestSets.signer();
  private static final SetName FULL = TestSets.name(TestSets.id(10));
  private static final SetName SECOND = TestSets.name(TestSets.id(20));
  private static final SetName THIRD = TestSets.name(TestSets.id(30));

  @TempDir Path folder;
  private BackupStorage storage;
  private SetStore store;
  private SetCatalogue catalogue;

  @BeforeEach
  void open() {
    storage = new FolderStorage(folder, Clock.systemUTC());
    store = TestSets.store(storage, SIGNER);
    catalogue = new SetCatalogue(storage, new SignedDocuments(Set.of(SIGNER.keyId())));
  }

  @Test
  void findsTheSetsOfAllMembersNewestFirst() throws IOException {
    SetName other = new SetName("oslo", "messaging", "main", TestSets.id(25));
    TestSets.write(storage, FULL, null, SIGNER);
    TestSets.write(storage, THIRD, null, SIGNER);
    TestSets.write(storage, other, null, TestSets.signer());
    TestSets.put(storage, "berlin/messaging/main/notes/readme.txt", "not a set");

    assertThat(catalogue.all()).extracting(CataloguedSet::name).containsExactly(THIRD, other, FULL);
    assertThat(catalogue.ofMember("berlin"))
        .extracting(CataloguedSet::name)
        .containsExactly(THIRD, FULL);
    assertThat(catalogue.ofMember("oslo"))
        .singleElement()
        .isInstanceOfSatisfying(
            CataloguedSet.Complete.class,
            set -> {
              assertThat(set.trusted()).isFalse();
              assertThat(set.summary().messages()).isEqualTo(3);
              assertThat(set.summary().bytes()).isEqualTo(10);
            });
  }

  @Test
  void unfinishedAndDamagedSetsDoNotHideOthers() throws IOException {
    TestSets.write(storage, FULL, null, SIGNER);
    TestSets.write(storage, SECOND, null, null);
    TestSets.put(storage, new SetLayout(THIRD).manifest(), "{ cut");

    assertThat(catalogue.all())
        .satisfiesExactly(
            third ->
                assertThat(third)
                    .isInstanceOfSatisfying(
                        CataloguedSet.Damaged.class,
                        damaged ->
                            assertThat(damaged.damage().code()).isEqualTo(Damage.Code.NOT_JSON)),
            second -> assertThat(second).isEqualTo(new CataloguedSet.Incomplete(SECOND)),
            full -> assertThat(full).isInstanceOf(CataloguedSet.Complete.class));
  }

  @Test
  void aManifestThatWasCopiedToAnotherSetIsNamed() throws IOException {
    byte[] manifest =
        SignedDocuments.seal(DocumentKind.MANIFEST, TestSets.manifest(FULL, null), SIGNER);
    TestSets.put(storage, new SetLayout(SECOND).manifest(), new String(manifest, UTF_8));

    assertThat(store.manifest(SECOND).orElseThrow())
        .isInstanceOfSatisfying(
            Reading.Damaged.class,
            damaged -> assertThat(damaged.damage().code()).isEqualTo(Damage.Code.MISPLACED));
  }

  @Test
  void theFurthestVerificationCountsUntilALaterOneFails() throws IOException {
    TestSets.write(storage, FULL, null, SIGNER);
    store.write(FULL, verified(VerifiedLevel.RESTORED, 10), SIGNER);
    store.write(FULL, verified(VerifiedLevel.DECODED, 20), SIGNER);
    store.write(FULL, verified(VerifiedLevel.RESTORED, 25, "forged"), TestSets.signer());

    assertThat(level()).isEqualTo(VerifiedLevel.RESTORED);

    store.write(FULL, verified(VerifiedLevel.DECODED, 30, "A chunk is damaged."), SIGNER);

    assertThat(level()).isNull();
  }

  @Test
  void finishedStreamsOfACrashedSetAreFoundAgain() throws IOException {
    SavedStream saved = TestSets.stream(FULL);
    assertThat(store.finishedStreams(FULL)).isEmpty();
    assertThat(store.freeKey(FULL, TestSets.ORDERS)).isEqualTo(saved.object().key());

    store.write(FULL, saved, SIGNER);
    assertThat(store.finishedStreams(FULL)).as("its object is missing").isEmpty();

    TestSets.put(storage, saved.object().key(), "12345");
    assertThat(store.finishedStreams(FULL)).containsExactly(saved);
    assertThat(store.freeKey(FULL, TestSets.ORDERS)).endsWith(".2.age");
  }

  @Test
  void aRecordOfAnotherSignerIsNotResumed() throws IOException {
    SavedStream saved = TestSets.stream(FULL);
    TestSets.put(storage, saved.object().key(), "12345");
    store.write(FULL, saved, TestSets.signer());

    assertThat(store.finishedStreams(FULL)).isEmpty();
  }

  private @Nullable VerifiedLevel level() throws StorageFailure {
    return catalogue.all().getFirst() instanceof CataloguedSet.Complete complete
        ? complete.verification().map(Verification::level).orElse(null)
        : null;
  }

  private static Verification verified(VerifiedLevel level, int second, String... problems) {
    return new Verification(level, TestSets.START.plusSeconds(second), List.of(problems));
  }
}
