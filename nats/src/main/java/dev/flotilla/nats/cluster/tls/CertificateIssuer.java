// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.tls;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.document.Section;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import java.util.regex.Pattern;

/**
 * An issuer of cert-manager.
 *
 * @param name its name; empty when it was wrong
 * @param kind {@code Issuer}, {@code ClusterIssuer} or a kind of another group
 * @param group API group of the kind
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@PreserveUnknownFields
public record CertificateIssuer(
    @JsonPropertyDescription("Name of the issuer") String name,
    @JsonPropertyDescription("Issuer or ClusterIssuer; default Issuer") String kind,
    @JsonPropertyDescription("API group of the kind; default cert-manager.io") String group) {
  private static final String CERT_MANAGER = "cert-manager.io";
  private static final Pattern KIND = Pattern.compile("[A-Z][A-Za-z0-9]{0,62}");
  private static final Pattern GROUP = Pattern.compile("[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?");

  public static CertificateIssuer read(Section section) {
    if (!section.has("name")) {
      section.missing("name", "Set an Issuer of the namespace, or a ClusterIssuer and its kind.");
    }
    CertificateIssuer issuer =
        new CertificateIssuer(
            section.objectName("name").orElse(""),
            section.matching("kind", KIND, "a kind, such as ClusterIssuer").orElse("Issuer"),
            section.matching("group", GROUP, "an API group").orElse(CERT_MANAGER));
    section.refuseUnknown();
    issuer.judge(section);
    return issuer;
  }

  private void judge(Section section) {
    if (group.equals(CERT_MANAGER) && !kind.equals("Issuer") && !kind.equals("ClusterIssuer")) {
      section.bad("kind", "cert-manager has an Issuer and a ClusterIssuer, but no " + kind + ".");
    }
  }
}
