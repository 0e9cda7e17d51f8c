// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.link;

import dev.flotilla.agent.settings.AgentSettings;
import dev.flotilla.nats.jwt.Nkey;
import dev.flotilla.nats.jwt.Nkeys;
import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.enrolment.AgentState;
import dev.flotilla.protocol.enrolment.CredentialsReply;
import dev.flotilla.protocol.enrolment.CredentialsRequest;
import dev.flotilla.protocol.enrolment.EnrolmentReply;
import dev.flotilla.protocol.enrolment.EnrolmentRequest;
import dev.flotilla.protocol.trust.JoinToken;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Brings the agent from a join token to credentials, one step at a time; each step can be repeated
 * after a crash.
 */
@ApplicationScoped
class Onboarding {
  private final AgentSettings settings;
  private final IdentityStore store;
  private final LinkState state;
  private final Nkeys nkeys;
  private final SecureRandom random;
  private final InstantSource clock;

  Onboarding(
      AgentSettings settings,
      IdentityStore store,
      LinkState state,
      Nkeys nkeys,
      SecureRandom random,
      InstantSource clock) {
    this.settings = settings;
    this.store = store;
    this.state = state;
    this.nkeys = nkeys;
    this.random = random;
    this.clock = clock;
  }

  /**
   * Takes the next step towards credentials that are valid now.
   *
   * @return the identity with such credentials; empty while the agent is not accepted
   * @throws HubRefusal when the hub refuses
   * @throws IOException when the hub does not answer, or there is no join token to start with
   */
  Optional<Identity> advance() throws IOException, InterruptedException {
    Optional<Identity> stored = store.load();
    Identity identity = stored.isPresent() ? stored.get() : store.create(fresh());
    if (identity.agent().isEmpty()) {
      identity = enrol(identity);
    }
    boolean good =
        identity.validity().filter(validity -> !validity.over(clock.instant())).isPresent();
    return good ? Optional.of(identity) : credentials(identity);
  }

  /**
   * New credentials over HTTPS, even if the present ones are valid; empty while the agent is not
   * accepted.
   */
  Optional<Identity> credentials(Identity identity) throws IOException, InterruptedException {
    AgentId agent = identity.agent().orElseThrow();
    try (EnrolmentClient hub = new EnrolmentClient(identity.hub())) {
      CredentialsReply reply = hub.credentials(agent, request(identity));
      if (reply.state() != AgentState.ACCEPTED || reply.credentials() == null) {
        state.is("enrolled as " + agent + "; waiting to be accepted");
        return Optional.empty();
      }
      return Optional.of(store.update(identity.with(reply.credentials())));
    }
  }

  /** A request for credentials, with the proof that it comes from the same agent. */
  CredentialsRequest request(Identity identity) {
    String csr = identity.tls().request();
    Instant now = clock.instant();
    byte[] proof = CredentialsRequest.proofBytes(identity.agent().orElseThrow(), csr, now);
    return new CredentialsRequest(
        identity.nkey().publicKey(), csr, now, signed(identity.nkey(), proof));
  }

  private Identity enrol(Identity identity) throws IOException, InterruptedException {
    JoinToken token = token();
    String csr = identity.tls().request();
    String nkey = identity.nkey().publicKey();
    byte[] proof = EnrolmentRequest.proofBytes(token.id(), nkey, csr);
    EnrolmentRequest request =
        new EnrolmentRequest(
            token.id(),
            token.secret(),
            settings
                .member()
                .orElseThrow(() -> new IOException("flotilla.agent.member is not set")),
            nkey,
            csr,
            AgentVersion.current(),
            List.copyOf(settings.served()),
            signed(identity.nkey(), proof));
    try (EnrolmentClient hub = new EnrolmentClient(identity.hub())) {
      EnrolmentReply reply = hub.enrol(request);
      return store.update(identity.known(reply.agentId()));
    }
  }

  private Identity fresh() throws IOException {
    return new Identity(
        PinnedAddress.of(token()),
        nkeys.user(),
        TlsKey.create(random),
        Optional.empty(),
        Optional.empty());
  }

  private JoinToken token() throws IOException {
    Optional<String> text = settings.hub().joinToken();
    if (text.isEmpty() && settings.hub().joinTokenFile().isPresent()) {
      text = read(Path.of(settings.hub().joinTokenFile().get()));
    }
    try {
      return JoinToken.parse(text.orElseThrow(Onboarding::withoutToken));
    } catch (IllegalArgumentException damaged) {
      throw new IOException(damaged.getMessage(), damaged);
    }
  }

  private static Optional<String> read(Path file) throws IOException {
    try {
      return Optional.of(Files.readString(file));
    } catch (NoSuchFileException missing) {
      return Optional.empty();
    }
  }

  private static IOException withoutToken() {
    return new IOException(
        "no join token; create one with 'flotilla token create', and store it as key token of the Secret"
            + " in hub.joinTokenSecret.name of the agent's chart");
  }

  private static String signed(Nkey key, byte[] data) {
    return Base64.getEncoder().encodeToString(key.sign(data));
  }
}
