// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.storage;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/**
 * The requests that write an object once. Each part carries a CRC-32 that was computed here, so
 * that the storage compares what arrived with what was meant.
 *
 * @param nonce metadata by which an object is known as this writer's
 */
record S3Requests(S3Place place, String key, String nonce) {
  /** Name of the metadata that holds the nonce. */
  static final String NONCE = "flotilla-write";

  /** The object must not exist. */
  private static final String NO_OTHER = "*";

  private static final String TYPE = "application/octet-stream";

  PutObjectRequest put(byte[] bytes, int length) {
    PutObjectRequest.Builder request =
        PutObjectRequest.builder()
            .bucket(place.bucket())
            .key(place.key(key))
            .contentType(TYPE)
            .metadata(Map.of(NONCE, nonce))
            .ifNoneMatch(NO_OTHER)
            .checksumCRC32(crc(bytes, length));
    ObjectLock lock = place.lock();
    if (lock != null) {
      request.objectLockMode(mode(lock)).objectLockRetainUntilDate(end(lock));
    }
    return request.build();
  }

  CreateMultipartUploadRequest begin() {
    CreateMultipartUploadRequest.Builder request =
        CreateMultipartUploadRequest.builder()
            .bucket(place.bucket())
            .key(place.key(key))
            .contentType(TYPE)
            .metadata(Map.of(NONCE, nonce))
            // Without it versitygw does not find the parts again, whose checksums are named below.
            .checksumAlgorithm(ChecksumAlgorithm.CRC32);
    ObjectLock lock = place.lock();
    if (lock != null) {
      request.objectLockMode(mode(lock)).objectLockRetainUntilDate(end(lock));
    }
    return request.build();
  }

  UploadPartRequest part(String upload, int number, String crc) {
    return UploadPartRequest.builder()
        .bucket(place.bucket())
        .key(place.key(key))
        .uploadId(upload)
        .partNumber(number)
        .checksumCRC32(crc)
        .build();
  }

  CompleteMultipartUploadRequest complete(String upload, List<CompletedPart> parts) {
    return CompleteMultipartUploadRequest.builder()
        .bucket(place.bucket())
        .key(place.key(key))
        .uploadId(upload)
        .ifNoneMatch(NO_OTHER)
        .multipartUpload(all -> all.parts(parts))
        .build();
  }

  /** As S3 has it: Base64 of four bytes, the highest first. */
  static String crc(byte[] bytes, int length) {
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, length);
    return Base64.getEncoder()
        .encodeToString(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }

  private static ObjectLockMode mode(ObjectLock lock) {
    return switch (lock.mode()) {
      case GOVERNANCE -> ObjectLockMode.GOVERNANCE;
      case COMPLIANCE -> ObjectLockMode.COMPLIANCE;
    };
  }

  private Instant end(ObjectLock lock) {
    return place.clock().instant().plus(lock.period());
  }
}
