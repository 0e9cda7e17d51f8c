// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.storage;

import static dev.flotilla.backup.storage.StorageContract.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.backup.testing.RandomBytes;
import dev.flotilla.backup.testing.S3Gateway;
import dev.flotilla.nats.testing.SelfSigned;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class S3OutageIT {
  private static final int LARGE = 16 << 20;

  @TempDir Path folder;
  private S3Gateway gateway;
  private S3Storage patient;
  private S3Storage storage;

  @BeforeEach
  void start() {
    gateway = S3Gateway.start(folder);
    try (S3Client client = gateway.client()) {
      client.createBucket(create -> create.bucket(S3Gateway.BUCKET));
    }
    patient = new S3Storage(gateway.settings(S3Limits.DEFAULT), Clock.systemUTC());
    storage = new S3Storage(gateway.settings(S3Gateway.IMPATIENT), Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    storage.close();
    patient.close();
    gateway.close();
  }

  @Test
  void anUploadThatIsCutIsNamedAndNothingIsVisible() throws IOException {
    NewObject object = storage.create("a", 0);
    object.write(RandomBytes.of(LARGE, 1));
    gateway.kill();

    assertFails(object::commit, StorageProblem.UNREACHABLE);

    gateway.start();
    assertThat(storage.size("a")).isEmpty();
    assertThat(storage.discardUnfinished("", Duration.ZERO)).isOne();
  }

  @Test
  void anUploadToAStorageThatHangsEndsInTime() throws IOException {
    NewObject object = storage.create("a", 0);
    object.write(RandomBytes.of(6 << 20, 1));
    gateway.freeze();

    assertFails(
        () -> {
          object.write(RandomBytes.of(LARGE, 2));
          object.commit();
        },
        StorageProblem.TIMEOUT);

    gateway.thaw();
    assertThat(storage.size("a")).isEmpty();
  }

  @Test
  void aDownloadGoesOnWhereItWasCut() throws IOException {
    byte[] bytes = RandomBytes.of(LARGE, 1);
    put("a", bytes);
    try (InputStream object = storage.read("a")) {
      byte[] first = object.readNBytes(1_000_000);
      gateway.kill();
      gateway.start();

      byte[] rest = object.readAllBytes();

      assertThat(first.length + rest.length).isEqualTo(LARGE);
      assertThat(rest).isEqualTo(Arrays.copyOfRange(bytes, 1_000_000, LARGE));
    }
  }

  @Test
  void aDownloadThatStaysCutIsNamed() throws IOException {
    put("a", RandomBytes.of(LARGE, 1));
    try (InputStream object = storage.read("a")) {
      object.readNBytes(1_000_000);
      gateway.kill();

      assertFails(object::readAllBytes, StorageProblem.UNREACHABLE);
    }
  }

  @Test
  void aDownloadFromAStorageThatHangsEndsInTime() throws IOException {
    put("a", RandomBytes.of(LARGE, 1));
    try (InputStream object = storage.read("a")) {
      object.readNBytes(1_000_000);
      gateway.freeze();

      assertFails(object::readAllBytes, StorageProblem.TIMEOUT);
    }
    gateway.thaw();
  }

  @Test
  void aCancelledUploadEndsAtOnceAndIsDiscarded() throws Exception {
    List<StorageFailure> failures = new ArrayList<>();
    gateway.freeze();
    Thread writer =
        Thread.ofVirtual()
            .start(
                () ->
                    failures.add(
                        assertFails(() -> storage.create("a", 0), StorageProblem.INTERRUPTED)));
    writer.interrupt();
    writer.join();
    gateway.thaw();

    assertThat(failures).hasSize(1);
  }

  @Test
  void aCertificateIsTrustedByItsAuthorityOnly() throws Exception {
    SelfSigned own = SelfSigned.create(folder, "storage.example");
    SelfSigned other = SelfSigned.create(folder, "other.example");
    try (S3Gateway tls = S3Gateway.start(folder.resolve("tls"), own)) {
      S3Settings right = tls.settings(S3Gateway.IMPATIENT);
      try (S3Storage trusting = new S3Storage(right, Clock.systemUTC());
          S3Storage publicOnly = new S3Storage(trusting(right, null), Clock.systemUTC());
          S3Storage otherOnly = new S3Storage(trusting(right, pem(other)), Clock.systemUTC())) {
        assertFails(trusting::check, StorageProblem.NO_BUCKET); // So it was reached.
        assertFails(publicOnly::check, StorageProblem.UNTRUSTED_CERTIFICATE);
        assertFails(otherOnly::check, StorageProblem.UNTRUSTED_CERTIFICATE);
      }
    }
  }

  private static String pem(SelfSigned certificate) throws IOException {
    return Files.readString(certificate.certificateFile());
  }

  private static S3Settings trusting(S3Settings settings, @Nullable String authority) {
    return new S3Settings(
        settings.endpoint(),
        settings.region(),
        settings.bucket(),
        settings.prefix(),
        settings.pathStyle(),
        authority,
        settings.credentials(),
        settings.limits(),
        settings.lock());
  }

  private void put(String key, byte[] bytes) throws IOException {
    try (NewObject object = patient.create(key, bytes.length)) {
      object.write(bytes);
      object.commit();
    }
  }
}
