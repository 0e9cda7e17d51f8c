// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.link;

import dev.flotilla.nats.jwt.Jwt;
import dev.flotilla.nats.jwt.Nkey;
import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Pem;
import dev.flotilla.protocol.enrolment.CredentialsReply.Credentials;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The identity of this agent. It is stored before any part of it is used, so that a crash never
 * leaves the hub with an agent that has lost its keys.
 *
 * @param hub the hub that it belongs to
 * @param nkey proves to the hub that it is the same agent
 * @param tls key of its certificate
 * @param agent id that the hub assigned; empty before the enrolment
 * @param credentials what it connects with; empty before it was accepted
 */
record Identity(
    PinnedAddress hub,
    Nkey nkey,
    TlsKey tls,
    Optional<AgentId> agent,
    Optional<Credentials> credentials) {
  private static final String HUB = "hub.json";
  private static final String NKEY = "nkey.seed";
  private static final String TLS = "tls.key";
  private static final String AGENT = "agent-id";
  private static final String CREDENTIALS = "credentials.json";

  /** The same, known to the hub. */
  Identity known(AgentId id) {
    return new Identity(hub, nkey, tls, Optional.of(id), credentials);
  }

  /** The same with new credentials. */
  Identity with(Credentials renewed) {
    return new Identity(hub, nkey, tls, agent, Optional.of(renewed));
  }

  /** The period in which all of its credentials are valid; empty without credentials. */
  Optional<Validity> validity() {
    return credentials.map(
        given -> {
          var certificate = Pem.certificates(given.certificate()).getFirst();
          Jwt user = Jwt.parse(given.userJwt());
          Instant end = certificate.getNotAfter().toInstant();
          Instant userEnd = user.expiresAt().orElse(end);
          return new Validity(user.issuedAt(), userEnd.isBefore(end) ? userEnd : end);
        });
  }

  /** What the Secret holds, in plain text. */
  Map<String, String> secretData() {
    Map<String, String> data = new TreeMap<>();
    data.put(HUB, json(hub));
    data.put(NKEY, nkey.seed());
    data.put(TLS, tls.text());
    agent.ifPresent(id -> data.put(AGENT, id.value()));
    credentials.ifPresent(given -> data.put(CREDENTIALS, json(given)));
    return data;
  }

  /**
   * Reads what {@link #secretData} wrote.
   *
   * @throws IllegalArgumentException when something is missing or damaged; the message contains no
   *     key
   */
  static Identity parse(Map<String, String> data) {
    return new Identity(
        read(data, HUB, PinnedAddress.class).orElseThrow(() -> missing(HUB)),
        Nkey.fromSeed(part(data, NKEY).orElseThrow(() -> missing(NKEY))),
        TlsKey.parse(part(data, TLS).orElseThrow(() -> missing(TLS))),
        part(data, AGENT).map(AgentId::new),
        read(data, CREDENTIALS, Credentials.class));
  }

  /** The id, never a key. */
  @Override
  public String toString() {
    return "Identity[" + agent.map(AgentId::value).orElse("not enrolled") + "]";
  }

  private static Optional<String> part(Map<String, String> data, String key) {
    return Optional.ofNullable(data.get(key));
  }

  private static <T> Optional<T> read(Map<String, String> data, String key, Class<T> type) {
    try {
      return part(data, key).map(text -> Json.read(text.getBytes(StandardCharsets.UTF_8), type));
    } catch (UncheckedIOException damaged) {
      throw new IllegalArgumentException("invalid " + key);
    }
  }

  private static String json(Object value) {
    return new String(Json.write(value), StandardCharsets.UTF_8);
  }

  private static IllegalArgumentException missing(String key) {
    return new IllegalArgumentException("it lacks " + key);
  }
}
