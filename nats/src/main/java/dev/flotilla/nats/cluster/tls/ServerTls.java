// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.tls;

import static dev.flotilla.nats.document.FindingCode.CLIENTS_WITHOUT_CERTIFICATE;
import static dev.flotilla.nats.document.FindingCode.TLS_LISTENER_OFF;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.flotilla.nats.document.Section;
import io.fabric8.crd.generator.annotation.PreserveUnknownFields;

/**
 * TLS of the servers.
 *
 * @param certificate where their certificate comes from
 * @param verifyClients whether a client must show a certificate that the same authority signed
 * @param listeners which ports speak TLS
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@PreserveUnknownFields
public record ServerTls(
    @JsonPropertyDescription("Source of the servers' certificate") ServerCertificate certificate,
    @JsonPropertyDescription(
            "Whether clients must present a certificate of the same CA; default false")
        boolean verifyClients,
    @JsonPropertyDescription("Ports with TLS") TlsListeners listeners) {
  /** No TLS anywhere. */
  static final ServerTls OFF =
      new ServerTls(ServerCertificate.OWN, false, new TlsListeners(false, false));

  /** The TLS that a spec asks for: none unless it has the object, which may be empty. */
  public static ServerTls read(Section spec, String name) {
    if (!spec.has(name)) {
      return OFF;
    }
    Section section = spec.section(name);
    ServerTls tls =
        new ServerTls(
            ServerCertificate.read(section.section("certificate")),
            section.flag("verifyClients").orElse(false),
            TlsListeners.read(section.section("listeners")));
    section.refuseUnknown();
    tls.judge(section);
    return tls;
  }

  /** Whether any port speaks TLS, so that the servers need a certificate. */
  public boolean used() {
    return listeners.client() || listeners.routes();
  }

  private void judge(Section section) {
    if (verifyClients && !listeners.client()) {
      section.report(
          TLS_LISTENER_OFF,
          section.field("verifyClients"),
          "Clients that connect without TLS present no certificate.",
          "Remove it, or set listeners.client to true.");
    }
    // The agent's CA only issues certificates for the servers of one cluster.
    if (verifyClients && certificate.selfSigned()) {
      section.report(
          CLIENTS_WITHOUT_CERTIFICATE,
          section.field("verifyClients"),
          "The agent does not issue client certificates, so no client could connect.",
          "Use a certificate of a CA that also issues client certificates: set secretName or issuerRef.");
    }
  }
}
