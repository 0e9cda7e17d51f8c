// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.trust;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.document.FindingCode;
import dev.flotilla.nats.document.Section;
import dev.flotilla.nats.jwt.KeyKind;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;

/**
 * A NatsCluster that trusts the operator of this one. All keys are public.
 *
 * @param name its name
 * @param system key that signs its users of the system account
 * @param probe key that signs its users of the account for probes
 * @param application key that signs its users of the account for applications
 */
@PreserveUnknownFields
public record TrustMember(
    @JsonPropertyDescription("Name of the NatsCluster; required") String name,
    @JsonPropertyDescription("Public signing key for users of SYS; required") String system,
    @JsonPropertyDescription("Public signing key for users of FLOTILLA_PROBE; required")
        String probe,
    @JsonPropertyDescription("Public signing key for users of APP; required") String application) {
  public static TrustMember read(Section section) {
    if (!section.has("name")) {
      section.missing("name", "Set the name of the NatsCluster.");
    }
    TrustMember member =
        new TrustMember(
            section.objectName("name").orElse(""),
            key(section, "system"),
            key(section, "probe"),
            key(section, "application"));
    section.refuseUnknown();
    return member;
  }

  /** Its keys alone. */
  public TrustKeys keys() {
    return new TrustKeys(system, probe, application);
  }

  private static String key(Section section, String name) {
    if (!section.has(name)) {
      section.missing(name, "Copy it from status.trust.keys of the member.");
    }
    String key = section.text(name).orElse("");
    if (!key.isEmpty() && !KeyKind.ACCOUNT.isPublicKey(key)) {
      section.report(
          FindingCode.BAD_VALUE,
          section.field(name),
          "This is not a public account key.",
          "Copy it from status.trust.keys of the member; it begins with A.");
    }
    return key;
  }
}
