// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.backup;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.document.SecretKey;
import dev.flotilla.nats.document.Section;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A bucket with sets.
 *
 * @param endpoint URL of the service
 * @param region its region
 * @param bucket its name
 * @param prefix of all keys; empty for none
 * @param pathStyle whether the bucket is in the path of URLs, and not in the host name
 * @param credentialsSecret Secret with {@code accessKeyId} and {@code secretAccessKey}; null for
 *     what the pod's surroundings give
 * @param caSecret CA certificates of the endpoint; null for the public ones
 * @param objectLock how long objects cannot be deleted; null for the bucket's own rule
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@PreserveUnknownFields
public record S3(
    @JsonPropertyDescription("URL of the service, such as https://s3.eu-central-1.amazonaws.com")
        String endpoint,
    @JsonPropertyDescription("Region; default us-east-1") String region,
    @JsonPropertyDescription("Name of the bucket") String bucket,
    @JsonPropertyDescription("Prefix of all keys; default none") String prefix,
    @JsonPropertyDescription("Whether URLs have the bucket in their path; default true")
        boolean pathStyle,
    @JsonPropertyDescription("Secret with accessKeyId and secretAccessKey")
        @Nullable SecretName credentialsSecret,
    @JsonPropertyDescription("CA certificates of the endpoint; default the public ones")
        @Nullable SecretKey caSecret,
    @JsonPropertyDescription("How long objects cannot be deleted")
        @Nullable ObjectLock objectLock) {
  private static final Pattern ENDPOINT =
      Pattern.compile("https?://[A-Za-z0-9.\\[\\]:-]+(?:/[A-Za-z0-9._/-]*)?");
  private static final Pattern REGION = Pattern.compile("[A-Za-z0-9-]{1,63}");
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern PREFIX =
      Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");
  private static final String DEFAULT_REGION = "us-east-1";
  private static final String CREDENTIALS = "Name a Secret with accessKeyId and secretAccessKey.";

  static S3 read(Section section) {
    for (String required : new String[] {"endpoint", "bucket"}) {
      if (!section.has(required)) {
        section.missing(required, "Set the " + required + ".");
      }
    }
    S3 s3 =
        new S3(
            section
                .matching("endpoint", ENDPOINT, "an http or https URL without user and password")
                .orElse(""),
            section.matching("region", REGION, "the name of a region").orElse(DEFAULT_REGION),
            section.matching("bucket", BUCKET, "the name of a bucket").orElse(""),
            section.matching("prefix", PREFIX, "a relative path, such as fleet/backups").orElse(""),
            section.flag("pathStyle").orElse(true),
            section.has("credentialsSecret")
                ? SecretName.read(section.section("credentialsSecret"), CREDENTIALS)
                : null,
            section.has("caSecret")
                ? SecretKey.read(section.section("caSecret"), "ca.crt", "Name a Secret.")
                : null,
            section.has("objectLock") ? ObjectLock.read(section.section("objectLock")) : null);
    section.refuseUnknown();
    return s3;
  }
}
