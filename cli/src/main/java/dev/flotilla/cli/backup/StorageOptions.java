// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.backup;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.cli.Failure;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where sets are: a volume or a bucket. */
final class StorageOptions {
  @Option(
      names = "--volume-claim",
      paramLabel = "CLAIM[:PATH]",
      description = "PersistentVolumeClaim with the sets, and a folder in it")
  private @Nullable String volumeClaim;

  @Option(
      names = "--s3",
      paramLabel = "BUCKET[/PREFIX]",
      description = "Bucket of S3-compatible storage with the sets; needs --endpoint")
  private @Nullable String bucket;

  @Option(names = "--endpoint", paramLabel = "URL", description = "URL of the S3 service")
  private @Nullable String endpoint;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "Region of the bucket; default: us-east-1")
  private @Nullable String region;

  @Option(
      names = "--credentials-secret",
      paramLabel = "NAME",
      description = "Secret with accessKeyId and secretAccessKey")
  private @Nullable String credentials;

  @Option(
      names = "--ca-secret",
      paramLabel = "NAME[:KEY]",
      description = "Secret with the CA of the S3 service; default: public CAs; key: ca.crt")
  private @Nullable String authority;

  @Option(
      names = "--path-style",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description = "URLs have the bucket in their path; default: yes")
  private boolean pathStyle = true;

  /** The field {@code storage} of a document; empty when none of the options is given. */
  Optional<ObjectNode> storage() {
    if (volumeClaim != null && bucket != null) {
      throw Failure.invalid("There are two stores", "Pass either --volume-claim or --s3.");
    }
    if (bucket == null
        && Stream.of(endpoint, region, credentials, authority).anyMatch(it -> it != null)) {
      throw Failure.invalid(
          "--endpoint, --region, --credentials-secret and --ca-secret are about a bucket",
          "Pass --s3 BUCKET[/PREFIX] as well.");
    }
    return volumeClaim != null
        ? Optional.of(volume(volumeClaim))
        : Optional.ofNullable(bucket).map(this::s3);
  }

  private static ObjectNode volume(String text) {
    String[] parts = text.split(":", 2);
    ObjectNode storage = JsonNodeFactory.instance.objectNode();
    ObjectNode claim = storage.putObject("volumeClaim").put("claimName", parts[0]);
    if (parts.length > 1) {
      claim.put("path", parts[1]);
    }
    return storage;
  }

  private ObjectNode s3(String text) {
    if (endpoint == null) {
      throw Failure.invalid(
          "--s3 needs --endpoint", "Pass its URL, such as https://s3.eu-central-1.amazonaws.com.");
    }
    String[] parts = text.split("/", 2);
    ObjectNode storage = JsonNodeFactory.instance.objectNode();
    ObjectNode s3 = storage.putObject("s3").put("endpoint", endpoint);
    if (region != null) {
      s3.put("region", region);
    }
    s3.put("bucket", parts[0]);
    if (parts.length > 1) {
      s3.put("prefix", parts[1]);
    }
    if (!pathStyle) {
      s3.put("pathStyle", false);
    }
    if (credentials != null) {
      s3.putObject("credentialsSecret").put("name", credentials);
    }
    if (authority != null) {
      s3.set("caSecret", SecretOption.read(authority));
    }
    return storage;
  }
}
