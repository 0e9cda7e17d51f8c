// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.link;

import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.document.Body;
import dev.flotilla.protocol.document.Document;
import dev.flotilla.protocol.document.Index;
import dev.flotilla.protocol.enrolment.CredentialsReply.Credentials;
import dev.flotilla.protocol.enrolment.SyncReply;
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.signature.Envelope;
import dev.flotilla.protocol.subject.Subjects;
import dev.flotilla.protocol.trust.KeySet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The inbox, read over a session. */
final class SessionInbox implements HubInbox {
  private final HubSession session;
  private final IdentityStore store;
  private Identity identity;
  private KeySet keySet;

  /**
   * The inbox of that identity.
   *
   * @throws IOException when no pinned root vouches for the keys that came with the credentials
   */
  SessionInbox(HubSession session, IdentityStore store, Identity identity) throws IOException {
    this.session = session;
    this.store = store;
    this.identity = identity;
    this.keySet =
        identity
            .hub()
            .pinned()
            .open(identity.credentials().orElseThrow().keySet())
            .orElseThrow(() -> new IOException("the hub's keys are not signed by a pinned root"));
  }

  static SyncReply syncOver(HubSession session) throws IOException, InterruptedException {
    return session.ask(Subjects.Service.SYNC, Map.of(), SyncReply.class);
  }

  @Override
  public AgentId agent() {
    return session.agent();
  }

  @Override
  public KeySet keySet() {
    return keySet;
  }

  @Override
  public Optional<Envelope> index() throws IOException, InterruptedException {
    return read(Subjects.inboxIndex(session.agent()));
  }

  @Override
  public Optional<Envelope> document(ResourceKey key) throws IOException, InterruptedException {
    return read(Subjects.inbox(session.agent(), key));
  }

  @Override
  public Optional<byte[]> page(Index.Page page) throws IOException, InterruptedException {
    return session.last(Subjects.inboxPage(session.agent(), page));
  }

  @Override
  public Document whole(Document document) throws IOException, InterruptedException {
    Body body = document.body();
    if (body.inline().isPresent()) {
      return document;
    }
    if (body.size() > Body.MOST) {
      throw new IOException(document.key() + " is longer than " + Body.MOST + " bytes");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.size());
    while (bytes.size() < body.size()) {
      Body.ChunkRequest request =
          new Body.ChunkRequest(document.key(), body.digest(), bytes.size());
      Body.Chunk chunk = session.ask(Subjects.Service.BODY, request, Body.Chunk.class);
      if (chunk.bytes().length == 0) {
        throw new IOException("the hub gave a part of " + document.key() + " only");
      }
      bytes.writeBytes(chunk.bytes());
    }
    if (!body.matches(bytes.toByteArray())) {
      throw new IOException("the body of " + document.key() + " is not the one that was signed");
    }
    return document.with(Body.whole(bytes.toByteArray()));
  }

  /** A key set of an older epoch, or one that no pinned root signed, changes nothing. */
  @Override
  public void sync() throws IOException, InterruptedException {
    SyncReply reply = syncOver(session);
    Optional<KeySet> offered = identity.hub().pinned().open(reply.keySet());
    Credentials present = identity.credentials().orElseThrow();
    boolean same = Arrays.equals(reply.keySet().payload(), present.keySet().payload());
    if (offered.isPresent() && offered.get().epoch() >= keySet.epoch() && !same) {
      Credentials changed =
          new Credentials(
              present.certificate(),
              present.ca(),
              present.userJwt(),
              present.natsUrls(),
              reply.keySet());
      identity = store.update(identity.with(changed));
      keySet = offered.get();
    }
  }

  private Optional<Envelope> read(String key) throws IOException, InterruptedException {
    return session.last(key).map(SessionInbox::envelope);
  }

  /** Data that is not an envelope has no signature. */
  private static Envelope envelope(byte[] bytes) {
    try {
      return Json.read(bytes, Envelope.class);
    } catch (UncheckedIOException malformed) {
      return new Envelope("", bytes, List.of());
    }
  }
}
