// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.backup;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.document.FindingCode;
import dev.flotilla.nats.document.Section;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import org.jspecify.annotations.Nullable;

/**
 * A store of sets: exactly one of both.
 *
 * @param volumeClaim a volume
 * @param s3 a bucket
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@PreserveUnknownFields
public record Storage(
    @JsonPropertyDescription("A PersistentVolumeClaim in the same namespace")
        @Nullable VolumeClaim volumeClaim,
    @JsonPropertyDescription("A bucket of S3-compatible storage") @Nullable S3 s3) {
  static Storage read(Section section) {
    boolean volume = section.has("volumeClaim");
    boolean bucket = section.has("s3");
    if (volume == bucket) {
      section.report(
          FindingCode.STORAGE_AMBIGUOUS,
          section.field(volume ? "s3" : "volumeClaim"),
          volume ? "There are two stores." : "There is no store.",
          "Set either volumeClaim or s3.");
    }
    Storage storage =
        new Storage(
            volume ? VolumeClaim.read(section.section("volumeClaim")) : null,
            bucket ? S3.read(section.section("s3")) : null);
    section.refuseUnknown();
    return storage;
  }
}
