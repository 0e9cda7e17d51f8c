// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flotilla.backup.testing.RandomBytes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every storage. */
interface StorageContract {
  int MEBIBYTE = 1 << 20;

  /** An empty one. */
  BackupStorage storage();

  @Test
  default void anEmptyStorageCanBeUsed() throws IOException {
    storage().check();

    assertThat(keys("")).isEmpty();
    assertThat(storage().folders("")).isEmpty();
    assertThat(storage().size("a/b")).isEmpty();
    assertThat(storage().discardUnfinished("", Duration.ZERO)).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5 * MEBIBYTE, 5 * MEBIBYTE + 1, 12 * MEBIBYTE})
  default void whatIsCommittedIsReadBack(int size) throws IOException {
    byte[] bytes = RandomBytes.of(size, size);

    assertThat(put("a/b/object.age", bytes)).isEqualTo(new StoredObject("a/b/object.age", size));

    assertThat(storage().size("a/b/object.age")).hasValue(size);
    assertThat(RandomBytes.readAll(storage().read("a/b/object.age"))).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 6 * MEBIBYTE})
  default void whatIsNotCommittedIsNeverVisible(int size) throws IOException {
    try (NewObject object = storage().create("a/b", 0)) {
      RandomBytes.writeInPieces(RandomBytes.of(size, 1), object);

      assertThat(storage().size("a/b")).isEmpty();
      assertThat(keys("")).isEmpty();
    }

    assertThat(storage().size("a/b")).isEmpty();
    assertThat(storage().folders("")).isEmpty();
    assertThat(storage().discardUnfinished("", Duration.ZERO)).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 6 * MEBIBYTE})
  default void aKeyIsWrittenOnce(int size) throws IOException {
    byte[] first = RandomBytes.of(size, 1);
    try (NewObject late = storage().create("a/b", 0)) {
      RandomBytes.writeInPieces(RandomBytes.of(size, 2), late);
      put("a/b", first);

      assertFails(late::commit, StorageProblem.EXISTS);
    }

    assertFails(() -> storage().create("a/b", 0), StorageProblem.EXISTS);
    assertThat(RandomBytes.readAll(storage().read("a/b"))).isEqualTo(first);
    assertThat(storage().discardUnfinished("", Duration.ZERO)).isZero();
  }

  @Test
  default void listsWhatIsBelowAPrefix() throws IOException {
    put("m/ns/c/1/manifest.json", new byte[1]);
    put("m/ns/c/1/streams/x.age", new byte[2]);
    put("m/ns/c/2/manifest.json", new byte[3]);
    put("m/ns2/c/1/manifest.json", new byte[4]);

    assertThat(keys("m/ns/c/"))
        .containsExactlyInAnyOrder(
            "m/ns/c/1/manifest.json", "m/ns/c/1/streams/x.age", "m/ns/c/2/manifest.json");
    assertThat(keys("m/ns/none/")).isEmpty();
    assertThat(storage().folders("m/")).containsExactly("ns", "ns2");
    assertThat(storage().folders("m/ns/c/")).containsExactly("1", "2");
  }

  @Test
  default void whatIsDeletedIsGoneWithItsFolders() throws IOException {
    put("a/b/c", new byte[1]);
    put("a/d", new byte[1]);

    storage().delete("a/b/c");
    storage().delete("a/b/never-was");

    assertThat(keys("")).containsExactly("a/d");
    assertThat(storage().folders("a/")).isEmpty();
    assertFails(() -> storage().read("a/b/c"), StorageProblem.NOT_FOUND);
    put("a/b/c", new byte[2]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/a", "a/", "a//b", "../a", "a/./b", ".a", "a b", "a/ä"})
  default void otherKeysAreRefused(String key) {
    assertThatThrownBy(() -> storage().create(key, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not a key");
  }

  /** Writes an object. */
  default StoredObject put(String key, byte[] bytes) throws IOException {
    try (NewObject object = storage().create(key, 0)) {
      RandomBytes.writeInPieces(bytes, object);
      return object.commit();
    }
  }

  /** All keys below a prefix. */
  default List<String> keys(String prefix) throws IOException {
    List<String> keys = new ArrayList<>();
    storage().list(prefix, object -> keys.add(object.key()));
    return keys;
  }

  /** What must fail. */
  interface Attempt {
    /** Runs it. */
    void run() throws Exception;
  }

  /** Fails so, with words that hold no secret. */
  static StorageFailure assertFails(Attempt attempt, StorageProblem problem) {
    List<StorageFailure> failures = new ArrayList<>();
    assertThatThrownBy(attempt::run)
        .isInstanceOfSatisfying(
            StorageFailure.class,
            failure -> {
              failures.add(failure);
              assertThat(failure.problem()).as(failure.getMessage()).isEqualTo(problem);
            })
        .hasMessageStartingWith("cannot ")
        .hasMessageNotContaining("a-secret-that");
    return failures.getFirst();
  }
}
