// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.storage;

import java.io.ByteArrayInputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/**
 * An object that goes up in parts while it is written: one part is filled while two are on their
 * way. One that fits into a single part goes up at once when it is committed.
 */
final class S3Upload extends NewObject {
  private static final int ON_THEIR_WAY = 2;
  private static final String TYPE = "application/octet-stream";

  private final S3Connection connection;
  private final S3Requests requests;
  private final S3Publication publication;
  private final String attempt;
  private final int partBytes;
  private final Deque<Part> onTheirWay = new ArrayDeque<>();
  private final List<CompletedPart> stored = new ArrayList<>();
  private PartBuffer filling;
  private @Nullable String upload;
  private long written;
  private boolean ended;

  private record Part(Future<CompletedPart> answer, PartBuffer buffer) {}

  S3Upload(S3Connection connection, S3Requests requests, int partBytes) {
    this.connection = connection;
    this.requests = requests;
    this.publication = new S3Publication(connection, requests);
    this.attempt = requests.place().attempt("write", requests.key());
    this.partBytes = partBytes;
    this.filling = new PartBuffer(partBytes);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws StorageFailure {
    requireOpen();
    try {
      int taken = 0;
      while (taken < length) {
        if (filling.isFull()) {
          filling = send(filling);
        }
        taken += filling.put(bytes, offset + taken, length - taken);
      }
      written += length;
    } catch (StorageFailure failure) {
      close();
      throw failure;
    }
  }

  @Override
  public StoredObject commit() throws StorageFailure {
    requireOpen();
    try {
      if (upload == null) {
        publication.put(filling);
      } else {
        filling = send(filling);
        while (!onTheirWay.isEmpty()) {
          awaitOldest();
        }
        publication.complete(upload, stored);
      }
      ended = true;
      return new StoredObject(requests.key(), written);
    } catch (StorageFailure failure) {
      close();
      throw failure;
    }
  }

  @Override
  public void close() {
    if (!ended) {
      ended = true;
      onTheirWay.forEach(part -> part.answer().cancel(true));
      if (upload != null) {
        publication.abort(upload);
      }
    }
  }

  /** Sends a part and returns an empty one, waiting for room if need be. */
  private PartBuffer send(PartBuffer full) throws StorageFailure {
    String id = begun();
    PartBuffer empty =
        onTheirWay.size() == ON_THEIR_WAY ? awaitOldest() : new PartBuffer(partBytes);
    int number = stored.size() + onTheirWay.size() + 1;
    if (number > S3Limits.MOST_PARTS) {
      throw new StorageFailure(StorageProblem.TOO_LARGE, attempt, written + " bytes", null);
    }
    onTheirWay.add(new Part(start(id, number, full), full));
    return empty;
  }

  private Future<CompletedPart> start(String id, int number, PartBuffer full) {
    String crc = S3Requests.crc(full.bytes(), full.length());
    UploadPartRequest request = requests.part(id, number, crc);
    return connection.start(
        client ->
            CompletedPart.builder()
                .partNumber(number)
                .eTag(client.uploadPart(request, body(full)).eTag())
                .checksumCRC32(crc)
                .build());
  }

  /** Reads the part anew at each attempt, without a copy. */
  static RequestBody body(PartBuffer part) {
    return RequestBody.fromContentProvider(
        () -> new ByteArrayInputStream(part.bytes(), 0, part.length()), part.length(), TYPE);
  }

  private PartBuffer awaitOldest() throws StorageFailure {
    Part oldest = onTheirWay.remove();
    stored.add(S3Connection.await(attempt, oldest.answer()));
    oldest.buffer().clear();
    return oldest.buffer();
  }

  private String begun() throws StorageFailure {
    String id = upload;
    if (id == null) {
      id =
          connection
              .call(attempt, client -> client.createMultipartUpload(requests.begin()))
              .uploadId();
      upload = id;
    }
    return id;
  }

  private void requireOpen() {
    if (ended) {
      throw new IllegalStateException(requests.key() + " has ended");
    }
  }
}
