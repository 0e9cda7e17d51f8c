// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.storage;

import java.util.List;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * The last request of an object: it appears or it does not. Where the answer was lost and the SDK
 * repeated the request, the storage refuses the second one because of the first: then the object's
 * metadata tells whose it is.
 */
final class S3Publication {
  private final S3Connection connection;
  private final S3Requests requests;
  private final String attempt;

  S3Publication(S3Connection connection, S3Requests requests) {
    this.connection = connection;
    this.requests = requests;
    this.attempt = requests.place().attempt("write", requests.key());
  }

  void put(PartBuffer all) throws StorageFailure {
    try {
      connection.call(
          attempt,
          client -> client.putObject(requests.put(all.bytes(), all.length()), S3Upload.body(all)));
    } catch (StorageFailure failure) {
      requireOurs(failure);
    }
  }

  void complete(String upload, List<CompletedPart> parts) throws StorageFailure {
    try {
      connection.call(
          attempt, client -> client.completeMultipartUpload(requests.complete(upload, parts)));
    } catch (StorageFailure failure) {
      requireOurs(failure);
    }
  }

  /** Best effort: what stays is discarded as unfinished later on. */
  void abort(String upload) {
    boolean interrupted = Thread.interrupted(); // Else there would be no request.
    try {
      connection.call(
          attempt,
          client ->
              client.abortMultipartUpload(
                  abort ->
                      abort
                          .bucket(requests.place().bucket())
                          .key(requests.place().key(requests.key()))
                          .uploadId(upload)));
    } catch (StorageFailure laterThen) {
      // See above.
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void requireOurs(StorageFailure failure) throws StorageFailure {
    boolean mayBeThere =
        switch (failure.problem()) {
          // 404 is NoSuchUpload here: the upload ended with the object, or was aborted by another.
          case EXISTS, NOT_FOUND, TIMEOUT, UNREACHABLE, BROKEN, SLOW_DOWN -> true;
          default -> false;
        };
    if (!mayBeThere || !isOurs()) {
      throw failure;
    }
  }

  private boolean isOurs() {
    try {
      HeadObjectResponse found =
          connection.call(
              attempt,
              client ->
                  client.headObject(
                      head ->
                          head.bucket(requests.place().bucket())
                              .key(requests.place().key(requests.key()))));
      return requests.nonce().equals(found.metadata().get(S3Requests.NONCE));
    } catch (StorageFailure unknown) {
      return false;
    }
  }
}
