// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.storage;

import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A bucket of storage that speaks the S3 API.
 *
 * @param endpoint {@code https://host[:port]}, or {@code http} inside a trusted network
 * @param prefix of all keys: empty, or segments that end with {@code /}
 * @param pathStyle the bucket in the path rather than in the host name, as most own storage wants
 * @param authority certificates as PEM that are trusted instead of the public ones
 * @param lock null for objects that may be deleted at any time
 */
public record S3Settings(
    URI endpoint,
    String region,
    String bucket,
    String prefix,
    boolean pathStyle,
    @Nullable String authority,
    S3Credentials credentials,
    S3Limits limits,
    @Nullable ObjectLock lock) {
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

  /**
   * Checks the shape of each.
   *
   * @throws IllegalArgumentException with a sentence that says what is wrong
   */
  public S3Settings {
    if (!isEndpoint(endpoint)) {
      // It may hold a password, so it is not repeated.
      throw new IllegalArgumentException(
          "the endpoint must be http or https with a host, and without user, path and query");
    }
    if (!BUCKET.matcher(bucket).matches()) {
      throw new IllegalArgumentException("not a name of a bucket: '" + bucket + "'");
    }
    if (region.isBlank()) {
      throw new IllegalArgumentException(
          "a region is needed; storage of your own often takes us-east-1");
    }
    ObjectKeys.requirePrefix(prefix);
  }

  private static boolean isEndpoint(URI endpoint) {
    return ("http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme()))
        && endpoint.getHost() != null
        && endpoint.getRawUserInfo() == null
        && endpoint.getRawQuery() == null
        && (endpoint.getRawPath().isEmpty() || endpoint.getRawPath().equals("/"));
  }
}
