// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.tls;

import static dev.flotilla.nats.document.FindingCode.CERTIFICATE_AMBIGUOUS;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.document.Section;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the certificate of the servers comes from: one of three sources.
 *
 * @param secretName Secret with {@code tls.crt}, {@code tls.key} and {@code ca.crt}; null for
 *     another source
 * @param issuerRef issuer of cert-manager that is asked for one; null for another source
 * @param selfSigned whether the agent issues it by an authority of this cluster's own
 * @param dnsNames DNS names of an issued certificate in addition to those inside the Kubernetes
 *     cluster
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@PreserveUnknownFields
public record ServerCertificate(
    @JsonPropertyDescription("Secret with tls.crt, tls.key and ca.crt") @Nullable String secretName,
    @JsonPropertyDescription("cert-manager issuer of the certificate")
        @Nullable CertificateIssuer issuerRef,
    @JsonPropertyDescription(
            "Whether the agent issues it from a CA of this cluster; default unless another source is set")
        boolean selfSigned,
    @JsonPropertyDescription("Additional DNS names of an issued certificate")
        List<String> dnsNames) {
  /** Issued by the agent. */
  static final ServerCertificate OWN = new ServerCertificate(null, null, true, List.of());

  private static final Pattern DNS_NAME =
      Pattern.compile(
          "(?:\\*\\.)?[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*");

  public ServerCertificate {
    dnsNames = List.copyOf(dnsNames);
  }

  public static ServerCertificate read(Section section) {
    @Nullable String secretName = section.objectName("secretName").orElse(null);
    @Nullable CertificateIssuer issuer =
        section.has("issuerRef") ? CertificateIssuer.read(section.section("issuerRef")) : null;
    boolean selfSigned =
        section.flag("selfSigned").orElse(!section.has("secretName") && issuer == null);
    List<String> names =
        section.texts("dnsNames", DNS_NAME, "a DNS name, optionally with * as its first label");
    section.refuseUnknown();
    judge(section, selfSigned);
    return new ServerCertificate(secretName, issuer, selfSigned, names);
  }

  private static void judge(Section section, boolean selfSigned) {
    List<String> sources = new ArrayList<>();
    List.of("secretName", "issuerRef").stream().filter(section::has).forEach(sources::add);
    if (selfSigned) {
      sources.add("selfSigned");
    }
    if (sources.size() != 1) {
      section.report(
          CERTIFICATE_AMBIGUOUS,
          section.field(sources.isEmpty() ? "selfSigned" : sources.getLast()),
          sources.isEmpty()
              ? "No source of the certificate is set."
              : "The certificate cannot have more than one source: "
                  + String.join(" and ", sources)
                  + ".",
          "Set one of secretName, issuerRef and selfSigned: true.");
    }
    if (section.has("secretName") && section.has("dnsNames")) {
      section.bad("dnsNames", "DNS names cannot be added to the certificate of a Secret.");
    }
  }
}
