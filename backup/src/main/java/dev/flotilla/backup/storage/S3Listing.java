// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.storage;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What a bucket lists, a page for each request. */
record S3Listing(S3Connection connection, S3Place place) {
  private static final String SEPARATOR = "/";

  /** The objects below a prefix. */
  void objects(String prefix, ObjectVisitor visitor) throws StorageFailure {
    ListObjectsV2Request request = request(prefix).build();
    for (ListObjectsV2Response page = first(request); page != null; page = next(request, page)) {
      for (S3Object object : page.contents()) {
        String key = place.relative(object.key());
        if (ObjectKeys.isKey(key)) {
          visitor.found(new StoredObject(key, object.size()));
        }
      }
    }
  }

  /** The names right below a prefix. */
  List<String> folders(String prefix) throws StorageFailure {
    ListObjectsV2Request request = request(prefix).delimiter(SEPARATOR).build();
    List<String> names = new ArrayList<>();
    for (ListObjectsV2Response page = first(request); page != null; page = next(request, page)) {
      page.commonPrefixes().stream()
          .map(found -> place.relative(found.prefix()).substring(prefix.length()))
          .map(name -> name.substring(0, name.length() - SEPARATOR.length()))
          .filter(ObjectKeys::isSegment)
          .forEach(names::add);
    }
    return names.stream().sorted().toList();
  }

  /** Fails when the bucket cannot be listed. */
  void check() throws StorageFailure {
    first(request("").maxKeys(1).build());
  }

  /** Uploads below a prefix that were started before then and have not ended. */
  List<MultipartUpload> unfinished(String prefix, Instant before) throws StorageFailure {
    List<MultipartUpload> found = new ArrayList<>();
    Consumer<ListMultipartUploadsRequest.Builder> request =
        list -> list.bucket(place.bucket()).prefix(place.below(prefix));
    ListMultipartUploadsResponse page;
    do {
      page = uploads(request);
      page.uploads().stream()
          .filter(upload -> !upload.initiated().isAfter(before))
          .forEach(found::add);
      String key = page.nextKeyMarker();
      String upload = page.nextUploadIdMarker();
      request =
          list ->
              list.bucket(place.bucket())
                  .prefix(place.below(prefix))
                  .keyMarker(key)
                  .uploadIdMarker(upload);
    } while (Boolean.TRUE.equals(page.isTruncated()));
    return found;
  }

  private ListMultipartUploadsResponse uploads(
      Consumer<ListMultipartUploadsRequest.Builder> request) throws StorageFailure {
    return connection.call(
        place.attempt("list unfinished uploads", ""),
        client -> client.listMultipartUploads(request));
  }

  private ListObjectsV2Request.Builder request(String prefix) {
    return ListObjectsV2Request.builder().bucket(place.bucket()).prefix(place.below(prefix));
  }

  private ListObjectsV2Response first(ListObjectsV2Request request) throws StorageFailure {
    return connection.call(place.attempt("list", ""), client -> client.listObjectsV2(request));
  }

  private @Nullable ListObjectsV2Response next(
      ListObjectsV2Request request, ListObjectsV2Response page) throws StorageFailure {
    return Boolean.TRUE.equals(page.isTruncated())
        ? first(request.toBuilder().continuationToken(page.nextContinuationToken()).build())
        : null;
  }
}
