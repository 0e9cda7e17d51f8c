// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.trust;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.document.Section;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;

/**
 * The claims that the home of a shared operator has signed. All of them are public.
 *
 * @param operator claims of the operator, signed by itself
 * @param system claims of the system account, signed by the operator
 * @param probe claims of the account for probes
 * @param application claims of the account for applications
 */
@PreserveUnknownFields
public record TrustClaims(
    @JsonPropertyDescription("Operator JWT; required") String operator,
    @JsonPropertyDescription("Account JWT of SYS; required") String system,
    @JsonPropertyDescription("Account JWT of FLOTILLA_PROBE; required") String probe,
    @JsonPropertyDescription("Account JWT of APP; required") String application) {
  public static TrustClaims read(Section section) {
    TrustClaims claims =
        new TrustClaims(
            text(section, "operator"),
            text(section, "system"),
            text(section, "probe"),
            text(section, "application"));
    section.refuseUnknown();
    return claims;
  }

  private static String text(Section section, String name) {
    if (!section.has(name)) {
      section.missing(name, "Copy it from status.trust.claims of the home.");
    }
    return section.text(name).orElse("");
  }
}
