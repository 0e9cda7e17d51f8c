// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.storage;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * One version of an object.
 *
 * @param etag by which a range of another version is refused
 */
record S3Source(S3Connection connection, S3Place place, String key, String etag)
    implements ResumingInput.Source {
  @Override
  public InputStream from(long offset) throws StorageFailure {
    ResponseInputStream<GetObjectResponse> body =
        connection.call(
            attempt(),
            client ->
                client.getObject(
                    get ->
                        get.bucket(place.bucket())
                            .key(place.key(key))
                            .ifMatch(etag)
                            .range(offset == 0 ? null : "bytes=" + offset + "-")));
    return new Body(attempt(), body);
  }

  @Override
  public StorageFailure named(IOException problem) {
    return S3Failures.of(attempt(), problem);
  }

  @Override
  public void pause(Duration length) throws StorageFailure {
    connection.pause(attempt(), length);
  }

  private String attempt() {
    return place.attempt("read", key);
  }

  /** Closing it drops the connection: closing the SDK's own would read the rest of the object. */
  private static final class Body extends InputStream {
    private final String attempt;
    private final ResponseInputStream<GetObjectResponse> body;

    Body(String attempt, ResponseInputStream<GetObjectResponse> body) {
      this.attempt = attempt;
      this.body = body;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        return body.read(bytes, offset, length);
      } catch (SdkException unchecked) {
        throw S3Failures.of(attempt, unchecked);
      }
    }

    @Override
    public void close() {
      body.abort();
    }
  }
}
