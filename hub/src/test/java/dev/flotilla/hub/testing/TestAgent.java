// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.testing;

import dev.flotilla.hub.certificate.EcKeys;
import dev.flotilla.nats.connection.ClientTls;
import dev.flotilla.nats.connection.ConnectionSettings;
import dev.flotilla.nats.connection.NatsConnections;
import dev.flotilla.nats.jwt.Credentials;
import dev.flotilla.nats.jwt.Jwt;
import dev.flotilla.nats.jwt.Nkey;
import dev.flotilla.nats.jwt.Nkeys;
import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Pem;
import dev.flotilla.protocol.document.Body;
import dev.flotilla.protocol.document.Document;
import dev.flotilla.protocol.document.Index;
import dev.flotilla.protocol.enrolment.CredentialsReply;
import dev.flotilla.protocol.enrolment.CredentialsRequest;
import dev.flotilla.protocol.enrolment.EnrolmentRequest;
import dev.flotilla.protocol.event.AgentEvent;
import dev.flotilla.protocol.event.EventMessage;
import dev.flotilla.protocol.event.Heartbeat;
import dev.flotilla.protocol.operation.OperationEvent;
import dev.flotilla.protocol.operation.OperationId;
import dev.flotilla.protocol.query.Query;
import dev.flotilla.protocol.query.QueryAnswer;
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.signature.Envelope;
import dev.flotilla.protocol.subject.Subjects;
import dev.flotilla.protocol.trust.JoinToken;
import dev.flotilla.protocol.trust.KeySet;
import dev.flotilla.protocol.trust.Roots;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamOptions;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import io.nats.client.impl.NatsMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A client that does what an agent does, with keys of its own and the credentials that the hub
 * gives it.
 */
public final class TestAgent implements AutoCloseable {
  /** Ample, so that a busy machine is not taken for a store that is away. */
  private static final Duration ACKNOWLEDGED_WITHIN = Duration.ofSeconds(30);

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ApiClient api;
  private final JoinToken token;
  private final Nkey nkey = new Nkeys(new SecureRandom()).user();
  private final KeyPair tlsKey = EcKeys.generate(new SecureRandom());
  private final String csr = csr(tlsKey);
  private final NatsConnections pool = new NatsConnections();
  private @Nullable AgentId id;
  private CredentialsReply.@Nullable Credentials credentials;
  private @Nullable Connection connection;

  /** An agent that was given a join token. */
  public TestAgent(ApiClient api, String joinToken) {
    this.api = api.as("");
    this.token = JoinToken.parse(joinToken);
  }

  /** Asks to become a member. */
  public ApiClient.Reply enrol(String member, String... namespaces) {
    byte[] proof = EnrolmentRequest.proofBytes(token.id(), nkey.publicKey(), csr);
    ApiClient.Reply reply =
        api.post(
            "/enrol/v1/agents",
            new EnrolmentRequest(
                token.id(),
                token.secret(),
                member,
                nkey.publicKey(),
                csr,
                "0.1.0",
                List.of(namespaces),
                Base64.getEncoder().encodeToString(nkey.sign(proof))));
    if (reply.status() == 201) {
      id = new AgentId(reply.body().path("agentId").asText());
    }
    return reply;
  }

  /** Asks for credentials and keeps them. */
  public ApiClient.Reply fetchCredentials() {
    return fetchCredentials(Instant.now());
  }

  /** Asks for credentials at another time. */
  public ApiClient.Reply fetchCredentials(Instant at) {
    byte[] proof = CredentialsRequest.proofBytes(id(), csr, at);
    ApiClient.Reply reply =
        api.post(
            "/enrol/v1/agents/" + id() + "/credentials",
            new CredentialsRequest(
                nkey.publicKey(), csr, at, Base64.getEncoder().encodeToString(nkey.sign(proof))));
    if (reply.status() == 200) {
      credentials = Json.read(Json.write(reply.body()), CredentialsReply.class).credentials();
    }
    return reply;
  }

  /** Connects over mutual TLS 1.3 as the user that the hub issued. */
  public TestAgent connect(String url, ConnectionListener listener) {
    disconnect();
    try {
      connection = pool.connect(settings(url).withListener(listener));
      return this;
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** How it connects, with all that the hub issued. */
  public ConnectionSettings settings(String url) throws GeneralSecurityException {
    Jwt claims = claims();
    return ConnectionSettings.to(List.of(url), "agent-" + id())
        .as(() -> new Credentials(claims, nkey))
        .overTlsFirst(tls().context())
        .withInboxPrefix(Subjects.replyPrefix(id()));
  }

  /** The user claims that the hub issued. */
  public Jwt claims() {
    return Jwt.parse(Objects.requireNonNull(credentials).userJwt());
  }

  /** The key that it proves itself with. */
  public Nkey nkey() {
    return nkey;
  }

  /** Its side of a handshake, with the certificate that the hub issued. */
  public ClientTls tls() {
    CredentialsReply.Credentials issued = Objects.requireNonNull(credentials);
    return tls(Pem.certificates(issued.certificate()).getFirst());
  }

  /** The same with another certificate for its key. */
  public ClientTls tls(X509Certificate certificate) {
    return new ClientTls(
        List.of(Pem.certificates(Objects.requireNonNull(credentials).ca()).getFirst()),
        Optional.of(new ClientTls.Identity(tlsKey.getPrivate(), List.of(certificate))));
  }

  /** The private half of its TLS key. */
  public PrivateKey tlsPrivateKey() {
    return tlsKey.getPrivate();
  }

  /** The public half of its TLS key. */
  public PublicKey tlsKey() {
    return tlsKey.getPublic();
  }

  /** The id that the hub gave. */
  public AgentId id() {
    return Objects.requireNonNull(id);
  }

  /** The certificate that the hub issued last. */
  public X509Certificate certificate() {
    return Pem.certificates(Objects.requireNonNull(credentials).certificate()).getFirst();
  }

  /** The connection, for what this class has no word for. */
  public Connection connection() {
    return Objects.requireNonNull(connection);
  }

  /**
   * The index in the inbox, its signature judged by the roots of the join token; empty when there
   * is none.
   */
  public Optional<Index> index() {
    return directGet(Subjects.inboxIndex(id()))
        .map(bytes -> open(bytes, Index.TYPE, Index.class))
        .map(index -> index.pages().isEmpty() ? index : index.with(pages(index)));
  }

  private List<Index.Entry> pages(Index index) {
    return index.pages().stream()
        .flatMap(page -> directGet(Subjects.inboxPage(id(), page)).stream())
        .flatMap(bytes -> Json.read(bytes, Index.PageContent.class).entries().stream())
        .toList();
  }

  /** A document in the inbox, its signature judged as the index's; its body may be elsewhere. */
  public Optional<Document> document(ResourceKey key) {
    return directGet(Subjects.inbox(id(), key))
        .map(bytes -> open(bytes, Document.TYPE, Document.class));
  }

  /** What Direct Get returns for a key; empty when it is anything but the value. */
  public Optional<byte[]> directGet(String key) {
    Message reply = request(Subjects.directGet(key), new byte[0]).orElse(null);
    boolean found =
        reply != null
            && reply.getHeaders() != null
            && reply.getHeaders().containsKey("Nats-Sequence");
    return found && reply != null ? Optional.of(reply.getData()) : Optional.empty();
  }

  /** Asks the hub for a service. */
  public Optional<Message> service(Subjects.Service verb, Object body) {
    return request(Subjects.service(id(), verb), Json.write(body));
  }

  /** The body that a document names, asked for part by part as an agent does. */
  public byte[] body(Document document) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (bytes.size() < document.body().size()) {
      Body.ChunkRequest request =
          new Body.ChunkRequest(document.key(), document.digest(), bytes.size());
      Message reply = service(Subjects.Service.BODY, request).orElseThrow();
      bytes.writeBytes(Json.read(reply.getData(), Body.Chunk.class).bytes());
    }
    return bytes.toByteArray();
  }

  /**
   * From now on answers questions of the hub, its signature judged as the index's.
   *
   * @param answerer makes the answer; empty for silence
   */
  public void answers(Function<Query, Optional<QueryAnswer>> answerer) {
    connection()
        .createDispatcher(
            message -> {
              Query query =
                  open(Objects.requireNonNull(message.getData()), Query.TYPE, Query.class);
              answerer.apply(query).ifPresent(this::answer);
            })
        .subscribe(Subjects.query(id()));
    flush();
  }

  /** Sends the hub an answer, asked or not; true if it was accepted. */
  public boolean answer(QueryAnswer answer) {
    return service(Subjects.Service.ANSWER, answer)
        .filter(reply -> !reply.hasHeaders())
        .isPresent();
  }

  private void flush() {
    try {
      connection().flush(PATIENCE);
    } catch (TimeoutException | InterruptedException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** A renewal as an agent asks for it. */
  public CredentialsRequest renewal() {
    return new CredentialsRequest(nkey.publicKey(), csr, Instant.now(), "");
  }

  /** Reports something about an operation and waits for the acknowledgement. */
  public void report(String operation, OperationEvent event) {
    report(new AgentEvent.OperationChanged(new OperationId(operation), event));
  }

  /** Reports a fact and waits for the acknowledgement. */
  public void report(AgentEvent event) {
    report(UUID.randomUUID().toString(), event);
  }

  /** Reports a fact under an id, as a repeated report does. */
  public void report(String messageId, AgentEvent event) {
    EventMessage message = new EventMessage(messageId, id(), Instant.now(), event);
    try {
      connection()
          .jetStream(JetStreamOptions.builder().requestTimeout(ACKNOWLEDGED_WITHIN).build())
          .publish(
              NatsMessage.builder()
                  .subject(Subjects.event(id(), event.kind()))
                  .headers(new Headers().add("Nats-Msg-Id", messageId))
                  .data(Json.write(message))
                  .build());
    } catch (IOException | JetStreamApiException failed) {
      throw new IllegalStateException(failed);
    }
  }

  /** Gives a sign of life. */
  public void heartbeat(long indexRevision) {
    connection()
        .publish(
            Subjects.heartbeat(id()),
            Json.write(new Heartbeat(id(), "0.1.0", "boot-1", indexRevision, Instant.now())));
  }

  @Override
  public void close() {
    disconnect();
    pool.close();
  }

  private void disconnect() {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<Message> request(String subject, byte[] body) {
    try {
      return Optional.ofNullable(connection().request(subject, body, PATIENCE));
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private <T> T open(byte[] bytes, String type, Class<T> as) {
    Envelope keySetEnvelope = Objects.requireNonNull(credentials).keySet();
    KeySet keys = new Roots(token.roots()).open(keySetEnvelope).orElseThrow();
    Envelope envelope = Json.read(bytes, Envelope.class);
    if (!envelope.verifies(type, keys.validAt(Instant.now()))) {
      throw new IllegalStateException("bad signature");
    }
    return Json.read(envelope.payload(), as);
  }

  private static String csr(KeyPair pair) {
    try (StringWriter text = new StringWriter();
        JcaPEMWriter pem = new JcaPEMWriter(text)) {
      pem.writeObject(
          new JcaPKCS10CertificationRequestBuilder(
                  new X500Principal("CN=whatever"), pair.getPublic())
              .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
      pem.flush();
      return text.toString();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }
}
