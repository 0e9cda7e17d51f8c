// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.lies;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.document.Body;
import dev.flotilla.protocol.document.Document;
import dev.flotilla.protocol.document.Index;
import dev.flotilla.protocol.document.Issue;
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.signature.Envelope;
import dev.flotilla.protocol.signature.SigningKey;
import dev.flotilla.protocol.subject.Subjects;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Forgeries of a document in an agent's inbox.
 *
 * @param impostor reads and writes it
 * @param agent whose inbox it is
 * @param key of the document
 */
record Forgery(Impostor impostor, AgentId agent, ResourceKey key) {

  /** The present document. */
  Envelope document() throws Exception {
    return impostor.read(Subjects.inbox(agent, key));
  }

  /** The present index. */
  Envelope index() throws Exception {
    return impostor.read(Subjects.inboxIndex(agent));
  }

  /** The revision of the document that the index announces. */
  long announced() throws Exception {
    return present().entries().stream()
        .filter(entry -> entry.key().equals(key))
        .findFirst()
        .orElseThrow()
        .revision();
  }

  /** Issued two hours ago under the hub's epoch; with a negative lifetime it has expired. */
  Issue issue(AgentId audience, Duration life) {
    Instant now = Clock.systemUTC().instant();
    return new Issue(
        audience,
        impostor.keys().keySet().epoch(),
        now.minus(Duration.ofHours(2)),
        now.plus(life),
        impostor.keys().identity().publicUrl().toString());
  }

  /** The present document, with another memory limit, as the next revision. */
  Document poisoned(Issue issue) throws Exception {
    var body = Json.read(read(document()).bytes(), ObjectNode.class);
    body.withObject("/spec/resources/limits").put("memory", "320Mi");
    return new Document(issue, announced() + 1, key, Body.whole(Json.write(body)));
  }

  /** The index that would follow with that document. */
  Index next(Issue issue, Document document) throws Exception {
    var index = present();
    List<Index.Entry> entries = new ArrayList<>();
    for (Index.Entry entry : index.entries()) {
      entries.add(
          entry.key().equals(key)
              ? new Index.Entry(key, document.revision(), document.digest(), false)
              : entry);
    }
    return new Index(issue, index.revision() + 1, entries);
  }

  /** The document of that key with another requester, signed by a stranger. */
  Envelope inTheNameOf(String requester, ResourceKey other, Issue issue) throws Exception {
    var present = read(impostor.read(Subjects.inbox(agent, other)));
    var body = Json.read(present.bytes(), ObjectNode.class).put("requestedBy", requester);
    return new Document(issue, present.revision(), other, Body.whole(Json.write(body)))
        .sign(stranger());
  }

  /** The hub's own key, which the impostor has. */
  SigningKey genuine() {
    return impostor.keys().signingKey();
  }

  /** A key that is not trusted. */
  static SigningKey stranger() {
    return SigningKey.generate(new SecureRandom());
  }

  /** The same with one bit of the payload flipped. */
  static Envelope flipped(Envelope genuine) {
    var payload = genuine.payload().clone();
    payload[payload.length / 2] ^= 1;
    return new Envelope(genuine.payloadType(), payload, genuine.signatures());
  }

  private Index present() throws Exception {
    return Json.read(index().payload(), Index.class);
  }

  private static Document read(Envelope envelope) {
    return Json.read(envelope.payload(), Document.class);
  }
}
