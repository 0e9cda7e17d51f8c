// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.rails;

import static dev.flotilla.nats.document.FindingCode.ADDON_WITHOUT_CERTIFICATE;
import static dev.flotilla.nats.document.FindingCode.EVEN_REPLICAS;
import static dev.flotilla.nats.document.FindingCode.MEMORY_STORE_ABOVE_LIMIT;
import static dev.flotilla.nats.document.FindingCode.NACK_WITHOUT_JETSTREAM;
import static dev.flotilla.nats.document.FindingCode.NO_MEMORY_LIMIT;
import static dev.flotilla.nats.document.FindingCode.PRODUCTION_SINGLE_SERVER;
import static dev.flotilla.nats.document.FindingCode.TLS_IN_PART;
import static dev.flotilla.nats.document.FindingCode.TLS_OFF;

import dev.flotilla.nats.cluster.NatsClusterSpec;
import dev.flotilla.nats.cluster.tls.TlsListeners;
import dev.flotilla.nats.document.Finding;
import dev.flotilla.nats.document.Quantity;
import dev.flotilla.nats.document.Section;
import dev.flotilla.nats.document.Severity;
import dev.flotilla.nats.document.Stage;
import dev.flotilla.nats.profile.Profile;
import org.jspecify.annotations.Nullable;

/**
 * Rules about the servers as a whole: their number, their memory, their TLS, and their add-ons.
 *
 * @param spec as it was read, with its defaults
 * @param section where findings go
 * @param stage whether servers run already
 */
record ServerRails(NatsClusterSpec spec, Section section, Stage stage) {
  void judge() {
    servers();
    memory();
    tls();
    addon("natsBox", spec.addons().natsBox().enabled());
    addon("surveyor", spec.addons().surveyor().enabled());
    addon("nack", spec.addons().nack().enabled());
    nack();
  }

  private void servers() {
    int replicas = spec.servers().replicas();
    if (replicas % 2 == 0) {
      section.report(
          EVEN_REPLICAS,
          section.field("replicas"),
          replicas + " servers tolerate no more failures than " + (replicas - 1) + ".",
          "Use an odd number, or list EVEN_REPLICAS in spec.waivers.");
    }
    if (replicas == 1 && Profile.PRODUCTION.equals(spec.profile())) {
      section.report(
          PRODUCTION_SINGLE_SERVER,
          section.field("replicas"),
          "A single server loses its streams with its volume and is unavailable while it restarts.",
          "Use 3, or list PRODUCTION_SINGLE_SERVER in spec.waivers.");
    }
  }

  private void memory() {
    @Nullable Quantity limit = spec.pods().resources().limits().memory();
    @Nullable Quantity store = spec.settings().jetStream().memoryStore().size();
    if (limit == null && !Profile.DEVELOPMENT.equals(spec.profile())) {
      section.warn(
          NO_MEMORY_LIMIT,
          section.field("resources.limits.memory"),
          "Without a memory limit, a server that catches up can exhaust the memory of its node.",
          "Set a limit, or list NO_MEMORY_LIMIT in spec.waivers.");
    }
    if (limit != null
        && store != null
        && spec.settings().jetStream().enabled()
        && store.above(limit)) {
      section.report(
          MEMORY_STORE_ABOVE_LIMIT,
          section.field("jetStream.memoryStore.size"),
          "Memory streams may use " + store + ", but the server is OOM-killed at " + limit + ".",
          "Raise resources.limits.memory well above it, lower the store, or list MEMORY_STORE_ABOVE_LIMIT in spec.waivers.");
    }
  }

  /** Running servers cannot enable TLS in a rolling restart, so for them it is a warning. */
  private void tls() {
    TlsListeners listeners = spec.access().tls().listeners();
    boolean noServers = spec.servers().replicas() == 1 && spec.listeners().gateway() == null;
    if (listeners.client() && (noServers || listeners.routes())) {
      return;
    }
    String field = section.field("tls.listeners." + (listeners.client() ? "routes" : "client"));
    String message = "Messages and credentials are sent over the network in plain text.";
    if (Profile.PRODUCTION.equals(spec.profile())) {
      section.report(
          new Finding(
              TLS_OFF,
              stage == Stage.RUNNING ? Severity.WARNING : Severity.ERROR,
              field,
              message,
              "Keep TLS enabled, or list TLS_OFF in spec.waivers."));
    } else if (spec.access().tls().used()) {
      section.warn(
          TLS_IN_PART, field, message, "Keep TLS enabled, or list TLS_IN_PART in spec.waivers.");
    }
  }

  /** The only certificate is that of the servers, whose key must not be shared. */
  private void addon(String field, boolean enabled) {
    if (enabled && spec.access().tls().verifyClients()) {
      section.report(
          ADDON_WITHOUT_CERTIFICATE,
          section.field(field + ".enabled"),
          "Clients must present a certificate, and this add-on has none.",
          "Disable the add-on or tls.verifyClients.");
    }
  }

  private void nack() {
    if (spec.addons().nack().enabled() && !spec.settings().jetStream().enabled()) {
      section.report(
          NACK_WITHOUT_JETSTREAM,
          section.field("nack.enabled"),
          "NACK manages streams, but JetStream is disabled.",
          "Enable jetStream.enabled, or disable nack.enabled.");
    }
  }
}
