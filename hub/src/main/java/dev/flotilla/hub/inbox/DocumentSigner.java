// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.inbox;

import dev.flotilla.hub.keys.HubKeys;
import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.document.Body;
import dev.flotilla.protocol.document.Document;
import dev.flotilla.protocol.document.Index;
import dev.flotilla.protocol.document.Issue;
import dev.flotilla.protocol.query.Query;
import dev.flotilla.protocol.query.Question;
import dev.flotilla.protocol.signature.Envelope;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Signs what goes into inboxes with the hub's online key. */
public final class DocumentSigner {
  private final HubKeys keys;
  private final URI issuer;
  private final Clock clock;
  private final Duration life;

  /**
   * Signs as this hub.
   *
   * @param life how long what it signs may be admitted
   */
  public DocumentSigner(HubKeys keys, URI issuer, Clock clock, Duration life) {
    this.keys = keys;
    this.issuer = issuer;
    this.clock = clock;
    this.life = life;
  }

  /** A signed index. */
  byte[] index(AgentId agent, long revision, IndexPages layout) {
    return Json.write(
        new Index(issue(agent), revision, layout.inline(), List.copyOf(layout.pages().keySet()))
            .sign(keys.signingKey()));
  }

  /** A signed document. */
  public byte[] document(AgentId agent, Index.Entry entry, byte[] body) {
    return Json.write(
        new Document(issue(agent), entry.revision(), entry.key(), Body.travelling(body))
            .sign(keys.signingKey()));
  }

  /**
   * A signed query.
   *
   * @param patience how long the answer is awaited
   */
  public byte[] query(AgentId agent, String id, Question<?> question, Duration patience) {
    return Json.write(new Query(issue(agent, patience), id, question).sign(keys.signingKey()));
  }

  /** The index in an envelope, if this hub's keys signed it for that agent and it still holds. */
  public Optional<Index> open(AgentId agent, byte[] envelope) {
    try {
      Envelope signed = Json.read(envelope, Envelope.class);
      boolean ours = signed.verifies(Index.TYPE, keys.keySet().validAt(clock.instant()));
      return Optional.of(signed)
          .filter(_ -> ours)
          .map(trusted -> Json.read(trusted.payload(), Index.class))
          .filter(index -> index.issue().audience().equals(agent))
          .filter(index -> index.issue().epoch() == keys.keySet().epoch())
          .filter(index -> index.issue().expiresAt().isAfter(clock.instant()));
    } catch (UncheckedIOException unreadable) {
      return Optional.empty();
    }
  }

  /** The key set, as a root signed it. */
  public Envelope keySet() {
    return keys.signedKeySet();
  }

  private Issue issue(AgentId agent) {
    return issue(agent, life);
  }

  private Issue issue(AgentId agent, Duration admitted) {
    Instant now = clock.instant();
    return new Issue(agent, keys.keySet().epoch(), now, now.plus(admitted), issuer.toString());
  }
}
