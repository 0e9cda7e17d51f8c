// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.storage;

import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** A bucket of storage that speaks the S3 API. */
public final class S3Storage implements BackupStorage {
  private final S3Connection connection;
  private final S3Place place;
  private final S3Listing listing;
  private final String name;

  /**
   * A client for the bucket; no request is made yet.
   *
   * @param clock for the end of retention
   * @throws IllegalArgumentException when the authority is not certificates
   */
  public S3Storage(S3Settings settings, InstantSource clock) {
    this.connection = new S3Connection(S3Clients.create(settings));
    this.place = S3Place.of(settings, clock);
    this.listing = new S3Listing(connection, place);
    this.name = "bucket %s at %s".formatted(settings.bucket(), settings.endpoint());
  }

  @Override
  public void check() throws StorageFailure {
    listing.check();
  }

  /**
   * {@inheritDoc}
   *
   * <p>That the key is free is looked up first, to fail before anything is sent; what decides is a
   * condition of the last request.
   */
  @Override
  public NewObject create(String key, long expectedBytes) throws StorageFailure {
    if (head(key).isPresent()) {
      throw new StorageFailure(StorageProblem.EXISTS, place.attempt("write", key), "", null);
    }
    return new S3Upload(
        connection,
        new S3Requests(place, key, UUID.randomUUID().toString()),
        place.limits().partBytes(expectedBytes));
  }

  @Override
  public InputStream read(String key) throws StorageFailure {
    HeadObjectResponse found =
        head(key)
            .orElseThrow(
                () ->
                    new StorageFailure(
                        StorageProblem.NOT_FOUND, place.attempt("read", key), "", null));
    return new ResumingInput(
        new S3Source(connection, place, key, found.eTag()),
        found.contentLength(),
        place.limits().attempts());
  }

  @Override
  public OptionalLong size(String key) throws StorageFailure {
    return head(key).stream().mapToLong(HeadObjectResponse::contentLength).findFirst();
  }

  @Override
  public void list(String prefix, ObjectVisitor visitor) throws StorageFailure {
    listing.objects(prefix, visitor);
  }

  @Override
  public List<String> folders(String prefix) throws StorageFailure {
    return listing.folders(prefix);
  }

  /**
   * {@inheritDoc}
   *
   * <p>In a bucket with versions it is the version that is deleted: a mere mark of deletion would
   * hide what stays, and would succeed under object lock.
   */
  @Override
  public void delete(String key) throws StorageFailure {
    Optional<HeadObjectResponse> found = head(key);
    if (found.isPresent()) {
      String version = found.get().versionId();
      connection.call(
          place.attempt("delete", key),
          client ->
              client.deleteObject(
                  delete -> delete.bucket(place.bucket()).key(place.key(key)).versionId(version)));
    }
  }

  @Override
  public int discardUnfinished(String prefix, Duration age) throws StorageFailure {
    List<MultipartUpload> unfinished =
        listing.unfinished(prefix, place.clock().instant().minus(age));
    for (MultipartUpload upload : unfinished) {
      connection.call(
          place.attempt("discard the unfinished upload of", place.relative(upload.key())),
          client ->
              client.abortMultipartUpload(
                  abort ->
                      abort.bucket(place.bucket()).key(upload.key()).uploadId(upload.uploadId())));
    }
    return unfinished.size();
  }

  @Override
  public void close() {
    connection.close();
  }

  @Override
  public String toString() {
    return name;
  }

  private Optional<HeadObjectResponse> head(String key) throws StorageFailure {
    String full = place.key(key);
    try {
      return Optional.of(
          connection.call(
              place.attempt("look up", key),
              client -> client.headObject(head -> head.bucket(place.bucket()).key(full))));
    } catch (StorageFailure failure) {
      if (failure.problem() == StorageProblem.NOT_FOUND) {
        return Optional.empty();
      }
      throw failure;
    }
  }
}
