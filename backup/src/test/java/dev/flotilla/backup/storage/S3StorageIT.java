// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.storage;

import static dev.flotilla.backup.storage.StorageContract.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.flotilla.backup.testing.RandomBytes;
import dev.flotilla.backup.testing.S3Gateway;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

class S3StorageIT implements StorageContract {
  private static final S3Limits SMALL_PARTS =
      new S3Limits(
          Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(20), 3, 5 << 20);

  @TempDir static Path folder;
  private static S3Gateway gateway;
  private static S3Client client;

  private final String bucket = "b-" + UUID.randomUUID();
  private S3Storage storage;

  @BeforeAll
  static void start() {
    gateway = S3Gateway.start(folder);
    client = gateway.client();
  }

  @AfterAll
  static void stop() {
    client.close();
    gateway.close();
  }

  @BeforeEach
  void open() {
    client.createBucket(create -> create.bucket(bucket));
    storage = storage(SMALL_PARTS, null);
  }

  @AfterEach
  void close() {
    storage.close();
  }

  @Override
  public BackupStorage storage() {
    return storage;
  }

  private S3Storage storage(S3Limits limits, @Nullable ObjectLock lock) {
    return new S3Storage(
        gateway.settings(bucket, limits, S3Gateway.CREDENTIALS, lock), Clock.systemUTC());
  }

  @Test
  void anObjectOfUnknownLengthGoesUpInParts() throws IOException {
    byte[] bytes = RandomBytes.of(40 * MEBIBYTE, 1);

    put("streams/large.age", bytes);

    assertThat(RandomBytes.readAll(storage.read("streams/large.age"))).isEqualTo(bytes);
    assertThat(
            client.headObject(head -> head.bucket(bucket).key("a/prefix/streams/large.age")).eTag())
        .endsWith("-8\"");
  }

  @Test
  void anUploadThatACrashLeftIsDiscardedOnceItIsOld() throws IOException {
    NewObject crashed = storage.create("a/b", 0);
    crashed.write(new byte[6 * MEBIBYTE]);

    assertThat(storage.discardUnfinished("other/", Duration.ZERO)).isZero();
    assertThat(storage.discardUnfinished("a/", Duration.ofHours(1))).isZero();
    assertThat(storage.discardUnfinished("a/", Duration.ZERO)).isOne();

    assertThat(client.listMultipartUploads(list -> list.bucket(bucket)).uploads()).isEmpty();
    assertThatThrownBy(crashed::commit).isInstanceOf(StorageFailure.class);
    assertThat(storage.size("a/b")).isEmpty();
  }

  @Test
  void aListingHasAllPages() throws IOException {
    Path below = Files.createDirectories(folder.resolve("objects/" + bucket + "/a/prefix/many"));
    for (int i = 0; i < 2_100; i++) {
      Files.createFile(below.resolve("object-" + i));
    }

    assertThat(keys("many/")).hasSize(2_100);
  }

  @Test
  void aWrongSecretAndAMissingBucketAreNamed() {
    S3Credentials wrong = new S3Credentials("tester", "a-secret-that-is-wrong", null);
    try (S3Storage refused =
            new S3Storage(gateway.settings(bucket, SMALL_PARTS, wrong, null), Clock.systemUTC());
        S3Storage unknown =
            new S3Storage(
                gateway.settings(
                    bucket,
                    SMALL_PARTS,
                    new S3Credentials("other", "a-secret-that-is-wrong", null),
                    null),
                Clock.systemUTC());
        S3Storage missing =
            new S3Storage(
                gateway.settings("not-made", SMALL_PARTS, S3Gateway.CREDENTIALS, null),
                Clock.systemUTC())) {
      assertThat(assertFails(refused::check, StorageProblem.CREDENTIALS))
          .hasMessageContaining("403 SignatureDoesNotMatch");
      assertThat(assertFails(unknown::check, StorageProblem.CREDENTIALS))
          .hasMessageContaining("404 XAdminUserNotFound");
      assertThat(assertFails(missing::check, StorageProblem.NO_BUCKET))
          .hasMessageContaining("404 NoSuchBucket");
      assertFails(() -> missing.create("a", 0).commit(), StorageProblem.NO_BUCKET);
    }
  }

  @Test
  void objectLockKeepsAnObject() throws IOException {
    String locked = "locked-" + UUID.randomUUID();
    client.createBucket(create -> create.bucket(locked).objectLockEnabledForBucket(true));
    ObjectLock lock = new ObjectLock(ObjectLock.Mode.COMPLIANCE, Duration.ofMinutes(5));
    byte[] small = RandomBytes.of(10, 1);
    byte[] large = RandomBytes.of(11 * MEBIBYTE, 2);
    try (S3Storage keeping =
        new S3Storage(
            gateway.settings(locked, SMALL_PARTS, S3Gateway.CREDENTIALS, lock),
            Clock.systemUTC())) {
      for (byte[] bytes : new byte[][] {small, large}) {
        String key = "object-" + bytes.length;
        try (NewObject object = keeping.create(key, 0)) {
          object.write(bytes);
          object.commit();
        }

        assertFails(() -> keeping.delete(key), StorageProblem.LOCKED);
        assertFails(() -> keeping.create(key, 0), StorageProblem.EXISTS);

        assertThat(RandomBytes.readAll(keeping.read(key))).isEqualTo(bytes);
      }
    }
  }

  @Test
  void objectLockOnABucketWithoutItIsNamed() {
    ObjectLock lock = new ObjectLock(ObjectLock.Mode.COMPLIANCE, Duration.ofMinutes(5));
    try (S3Storage keeping = storage(SMALL_PARTS, lock)) {
      assertFails(
          () -> {
            try (NewObject object = keeping.create("a", 0)) {
              object.commit();
            }
          },
          StorageProblem.UNSUPPORTED);
    }
  }

  @Test
  void aReadGoesOnBehindAnObjectThatWasDroppedHalfWay() throws IOException {
    byte[] bytes = RandomBytes.of(30 * MEBIBYTE, 3);
    put("a", bytes);

    try (InputStream object = storage.read("a")) {
      assertThat(object.readNBytes(100)).hasSize(100);
    }

    assertThat(RandomBytes.readAll(storage.read("a"))).isEqualTo(bytes);
  }
}
