// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.rails;

import static dev.flotilla.nats.document.FindingCode.GATEWAY_ADDRESSES_FEW;
import static dev.flotilla.nats.document.FindingCode.GATEWAY_NEEDS_ONE_TRUST;
import static dev.flotilla.nats.document.FindingCode.TRUST_CLAIMS_INVALID;
import static dev.flotilla.nats.document.FindingCode.TRUST_NEEDS_OPERATOR;
import static dev.flotilla.nats.document.FindingCode.TRUST_SAME_NAME;
import static dev.flotilla.nats.document.FindingCode.TRUST_WITHOUT_GATEWAY;

import dev.flotilla.nats.cluster.NatsClusterSpec;
import dev.flotilla.nats.cluster.listeners.Gateway;
import dev.flotilla.nats.cluster.trust.SharedTrust;
import dev.flotilla.nats.cluster.trust.TrustClaims;
import dev.flotilla.nats.document.Finding;
import dev.flotilla.nats.document.Section;
import dev.flotilla.nats.document.Severity;
import dev.flotilla.nats.document.Stage;
import dev.flotilla.nats.jwt.Jwt;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Rules about an operator that several NatsClusters share.
 *
 * @param spec as it was read, with its defaults
 * @param section where findings go
 * @param stage whether servers run already
 */
record TrustRails(NatsClusterSpec spec, Section section, Stage stage) {
  private static final String HINT = "Copy status.trust.claims of the home as a whole.";

  void judge() {
    SharedTrust trust = spec.access().trust();
    if (trust.shared() && !spec.access().authentication().byOperator()) {
      section.report(
          TRUST_NEEDS_OPERATOR,
          section.field("trust"),
          "Sharing an operator is not possible in mode "
              + spec.access().authentication().mode()
              + ", which has none.",
          "Remove it, or set authentication.mode to operator.");
    }
    if (spec.listeners().gateway() != null
        && !trust.shared()
        && spec.access().authentication().byOperator()) {
      section.warn(
          GATEWAY_NEEDS_ONE_TRUST,
          section.field("gateway"),
          "Gateways only work between clusters with the same operator, and this cluster has its own.",
          "Share the operator of another cluster by spec.trust, or list GATEWAY_NEEDS_ONE_TRUST in spec.waivers.");
    }
    if (spec.listeners().gateway() == null && trust.shared()) {
      section.report(
          new Finding(
              TRUST_WITHOUT_GATEWAY,
              trust.joined() ? beforeServers() : Severity.WARNING,
              section.field("gateway"),
              "A shared operator without gateways has no effect.",
              "Set spec.gateway before the servers start, or list TRUST_WITHOUT_GATEWAY in spec.waivers."));
    }
    if (spec.listeners().gateway() != null
        && trust.joined()
        && spec.settings().jetStream().enabled()) {
      addresses(spec.listeners().gateway());
    }
    if (trust.joined() && trust.claims() != null) {
      claims(trust.claims());
    }
  }

  /**
   * Servers that start for the first time count their routes and the addresses of remotes, and
   * elect a meta leader once more than half of that is there (nats-server server/raft.go,
   * bootstrapRaftNode). A meta group of their own would meet that of the home later, and two do not
   * become one.
   */
  private void addresses(Gateway gateway) {
    int others = gateway.remotes().stream().mapToInt(remote -> remote.urls().size()).sum();
    if (others < spec.servers().replicas()) {
      section.report(
          new Finding(
              GATEWAY_ADDRESSES_FEW,
              beforeServers(),
              section.field("gateway.remotes"),
              spec.servers().replicas()
                  + " servers that know only "
                  + others
                  + " addresses of other clusters can elect their own meta leader before a gateway connects them to the home.",
              "Add the address of each server of the home, or list GATEWAY_ADDRESSES_FEW in spec.waivers."));
    }
  }

  private Severity beforeServers() {
    return stage == Stage.RUNNING ? Severity.WARNING : Severity.ERROR;
  }

  /** JetStream identifies servers by name across a supercluster. */
  static void names(String own, SharedTrust trust, Section document) {
    if (trust.others().contains(own)) {
      document.report(
          TRUST_SAME_NAME,
          "spec.trust." + (trust.joined() ? "home" : "members"),
          "Both clusters are named "
              + own
              + ", so their servers would have the same names, which JetStream requires to be unique.",
          "Use another name for the cluster that has no servers yet.");
    }
  }

  private void claims(TrustClaims claims) {
    Optional<Jwt> operator = signed("operator", claims.operator(), "operator");
    if (operator.isEmpty()) {
      return;
    }
    if (!operator.get().issuer().equals(operator.get().subject())) {
      wrong("operator", "The operator JWT is not self-signed.");
      return;
    }
    String system = operator.get().body().path("system_account").asText();
    Optional<Jwt> signed = account("system", "SYS", claims.system(), operator.get());
    if (signed.isPresent() && !signed.get().subject().equals(system)) {
      wrong("system", "It is not the system account of that operator.");
    }
    Optional<Jwt> probe = account("probe", "FLOTILLA_PROBE", claims.probe(), operator.get());
    Optional<Jwt> application = account("application", "APP", claims.application(), operator.get());
    boolean stores = probe.filter(TrustRails::stores).isPresent();
    if (spec.settings().jetStream().enabled()
        && probe.isPresent()
        && application.isPresent()
        && !stores) {
      wrong(
          "application",
          "The home runs without JetStream, so its accounts have no JetStream limits.");
    }
  }

  private Optional<Jwt> account(String field, String name, String text, Jwt operator) {
    Optional<Jwt> account = signed(field, text, "account");
    if (account.isEmpty()) {
      return account;
    }
    Set<String> signers = new HashSet<>(operator.signingKeys());
    signers.add(operator.subject());
    if (!signers.contains(account.get().issuer())) {
      wrong(field, "The JWT is not signed by that operator.");
      return Optional.empty();
    }
    if (!account.get().name().equals(name)) {
      wrong(field, "The JWT is of account " + account.get().name() + ", not " + name + ".");
      return Optional.empty();
    }
    return account;
  }

  /** The claims, if they are of that kind and their signature is valid. */
  private Optional<Jwt> signed(String field, String text, String type) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Jwt claims;
    try {
      claims = Jwt.parse(text);
    } catch (IllegalArgumentException malformed) {
      wrong(field, "The JWT cannot be decoded: " + malformed.getMessage() + ".");
      return Optional.empty();
    }
    if (!claims.body().path("type").asText().equals(type)) {
      wrong(field, "The JWT is not that of an " + type + ".");
      return Optional.empty();
    }
    if (!claims.verified()) {
      wrong(field, "The signature does not match the issuer of the JWT.");
      return Optional.empty();
    }
    return Optional.of(claims);
  }

  private static boolean stores(Jwt account) {
    return account.body().path("limits").path("disk_storage").asLong() != 0;
  }

  private void wrong(String field, String message) {
    section.report(TRUST_CLAIMS_INVALID, section.field("trust.claims." + field), message, HINT);
  }
}
