// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.lies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.flotilla.e2e.fleet.AuditLog;
import dev.flotilla.e2e.fleet.SharedFleet;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.e2e.workload.Deployment;
import dev.flotilla.e2e.workload.NatsClusterManifest;
import dev.flotilla.e2e.workload.Revisions;
import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Subjects;
import dev.flotilla.protocol.document.Document;
import dev.flotilla.protocol.document.Index;
import dev.flotilla.protocol.document.Issue;
import dev.flotilla.protocol.document.ResourceKey;
import dev.flotilla.protocol.plan.PlanQuery;
import dev.flotilla.protocol.signature.Envelope;
import dev.flotilla.protocol.signature.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What is written into the real inbox with the hub's own NATS rights, and is not the hub's word of
 * today, has no effect but a row in the audit record; the hub's next word is heard.
 */
@Tag("e2e")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(SharedFleet.AGENT_OF_EAST)
@ExtendWith(SharedFleet.class)
class LiesE2E {

  private static final String NAMESPACE = "lies";
  private static final String AGENT = "system:serviceaccount:flotilla:flotilla-agent";
  private static final String DESIRED = "orders";
  private static final ResourceKey KEY =
      new ResourceKey(ResourceKey.NATS_CLUSTER, NAMESPACE, DESIRED);
  private static final Revisions REVISIONS =
      new Revisions(NatsClusterManifest.of(DESIRED, NAMESPACE).with("replicas", "1"));
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration LIFE = Duration.ofHours(1);

  /** Issued two hours ago, over for one. */
  private static final Duration OVER = Duration.ofHours(-1);

  private static final String BAD_SIGNATURE = "BAD_SIGNATURE";
  private static final String MALLORY = "mallory";

  private static Impostor impostor;
  private static AgentId east;
  private static AgentId west;
  private static AuditLog audit;

  /** The index when the first document was there. */
  private static Envelope oldIndex;

  private static Envelope oldDocument;

  @BeforeAll
  static void aCluster(TestFleet fleet) throws Exception {
    impostor = Impostor.of(fleet.hub().url(), fleet.hub().keys().online());
    east = agent(fleet, "east");
    west = agent(fleet, "west");
    audit = fleet.rig().up("east", 1).audit();
    new Deployment(fleet.cli(), "east", REVISIONS.next()).run();
    oldIndex = impostor.read(Subjects.inboxIndex(east));
    oldDocument = impostor.read(Subjects.inbox(east, KEY));
    new Deployment(fleet.cli(), "east", REVISIONS.next()).run();
  }

  @AfterAll
  static void end() throws Exception {
    impostor.close();
  }

  @Test
  void anIndexThatSomebodyElseSigned(TestFleet fleet) throws Exception {
    var stranger = SigningKey.generate(new SecureRandom());
    var document = poisoned(issue(east, LIFE));

    assertRefused(fleet, document, next(issue(east, LIFE), document).sign(stranger), BAD_SIGNATURE);
  }

  @Test
  void anIndexWithOneBitFlipped(TestFleet fleet) throws Exception {
    var document = poisoned(issue(east, LIFE));
    var signed = next(issue(east, LIFE), document).sign(impostor.keys().signingKey());

    assertRefused(fleet, document, flipped(signed), BAD_SIGNATURE);
  }

  @Test
  void anIndexOfYesterday(TestFleet fleet) throws Exception {
    assertRefused(fleet, poisoned(issue(east, LIFE)), oldIndex, "STALE_REVISION");
  }

  @Test
  void anIndexThatHasExpired(TestFleet fleet) throws Exception {
    var document = poisoned(issue(east, LIFE));
    var index = next(issue(east, OVER), document).sign(impostor.keys().signingKey());

    assertRefused(fleet, document, index, "EXPIRED");
  }

  @Test
  void anIndexForAnotherAgent(TestFleet fleet) throws Exception {
    var document = poisoned(issue(east, LIFE));
    var index = next(issue(west, LIFE), document).sign(impostor.keys().signingKey());

    assertRefused(fleet, document, index, "WRONG_AUDIENCE");
  }

  /** While the agent is away, the document that the hub announces is replaced by another. */
  @ParameterizedTest
  @EnumSource
  void aDocumentInPlaceOfTheAnnouncedOne(DocumentLie lie, TestFleet fleet) throws Exception {
    var before = children(fleet);
    Instant from = Clock.systemUTC().instant();

    var _ = deployInSpiteOf(fleet, lie.code, _ -> KEY, _ -> lie.tell());

    assertThat(children(fleet)).as("the lie asked for another memory limit").isEqualTo(before);
    assertThat(writesOfChildren(from)).isEmpty();
  }

  @Test
  void anOperationInPlaceOfTheAnnouncedOne(TestFleet fleet) throws Exception {
    var operation =
        deployInSpiteOf(
            fleet,
            BAD_SIGNATURE,
            id -> new ResourceKey(ResourceKey.NATS_OPERATION, NAMESPACE, id),
            LiesE2E::inTheNameOfMallory);

    assertThat(
            fleet
                .east()
                .get("natsoperation", operation, "-n", NAMESPACE)
                .at("/spec/requestedBy")
                .asText())
        .isNotEmpty()
        .isNotEqualTo(MALLORY);
  }

  /** A plan shows the member's state: who merely has the hub's NATS rights gets none. */
  @Test
  void aQuestionThatTheHubDidNotAsk(TestFleet fleet) throws Exception {
    var stranger = SigningKey.generate(new SecureRandom());
    var body = "{}".getBytes(StandardCharsets.UTF_8);
    var answers = impostor.connection().subscribe(Subjects.service(east, Subjects.Service.ANSWER));
    var forged = new PlanQuery(issue(east, LIFE), "forged", KEY, body).sign(stranger);
    var misdirected =
        new PlanQuery(issue(west, LIFE), "misdirected", KEY, body)
            .sign(impostor.keys().signingKey());

    for (Envelope lie : List.of(forged, misdirected)) {
      impostor.connection().publish(Subjects.query(east), Json.write(lie));
    }

    await("both on record")
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(refusedQuestions(fleet)).contains(BAD_SIGNATURE, "WRONG_AUDIENCE"));
    assertThat(answers.nextMessage(Duration.ofMillis(1))).as("an answer").isNull();
    answers.unsubscribe();
  }

  /** Says something else about a document. */
  private interface Lie {
    Envelope tell(ResourceKey key) throws Exception;
  }

  /**
   * A deploy whose documents are written while the agent is away, and one of them written over; the
   * lie is refused with the code, and once the hub has written it again the deploy succeeds.
   *
   * @param about which document, given the id of the operation
   * @return the id of the operation
   */
  private static String deployInSpiteOf(
      TestFleet fleet, String code, Function<String, ResourceKey> about, Lie lie) throws Exception {
    int known = refusals(fleet, code);
    long present = announced();
    fleet.rig().cut("east");
    String operation;
    try {
      operation = new Deployment(fleet.cli(), "east", REVISIONS.next()).begin();
      await("the hub has delivered")
          .atMost(PATIENCE)
          .until(LiesE2E::announced, revision -> revision > present);
      var key = about.apply(operation);
      impostor.write(Subjects.inbox(east, key), lie.tell(key));
    } finally {
      fleet.rig().restore("east");
    }

    awaitRefusal(fleet, code, known);
    assertThat(Deployment.awaitEnd(fleet.cli(), operation).path("state").asText())
        .as("once the hub has written it again")
        .isEqualTo("Succeeded");
    return operation;
  }

  private static Envelope inTheNameOfMallory(ResourceKey key) throws Exception {
    var present = Json.read(impostor.read(Subjects.inbox(east, key)).payload(), Document.class);
    var body = Json.read(present.body(), ObjectNode.class).put("requestedBy", MALLORY);
    return new Document(issue(east, LIFE), present.revision(), key, Json.write(body))
        .sign(SigningKey.generate(new SecureRandom()));
  }

  private static List<String> refusedQuestions(TestFleet fleet) {
    return fleet.cli().audit().stream()
        .filter(row -> row.path("actor").asText().equals("agent/" + east))
        .filter(row -> row.path("action").asText().equals("query.admit"))
        .map(row -> row.path("code").asText())
        .toList();
  }

  enum DocumentLie {
    FORGED(BAD_SIGNATURE) {
      @Override
      Envelope tell() throws Exception {
        return poisoned(issue(east, LIFE)).sign(SigningKey.generate(new SecureRandom()));
      }
    },
    BIT_FLIPPED(BAD_SIGNATURE) {
      @Override
      Envelope tell() throws Exception {
        return flipped(impostor.read(Subjects.inbox(east, KEY)));
      }
    },
    EXPIRED("EXPIRED") {
      @Override
      Envelope tell() throws Exception {
        return poisoned(issue(east, OVER)).sign(impostor.keys().signingKey());
      }
    },
    FOR_ANOTHER_AGENT("WRONG_AUDIENCE") {
      @Override
      Envelope tell() throws Exception {
        return poisoned(issue(west, LIFE)).sign(impostor.keys().signingKey());
      }
    },
    OLDER("NOT_IN_INDEX") {
      @Override
      Envelope tell() {
        return oldDocument;
      }
    };

    private final String code;

    DocumentLie(String code) {
      this.code = code;
    }

    abstract Envelope tell() throws Exception;
  }

  /** Had the agent followed the index, it would have rolled the server. */
  private static void assertRefused(TestFleet fleet, Document document, Envelope index, String code)
      throws Exception {
    var before = everything(fleet);
    Instant from = Clock.systemUTC().instant();
    int known = refusals(fleet, code);

    impostor.write(Subjects.inbox(east, KEY), document.sign(impostor.keys().signingKey()));
    impostor.write(Subjects.inboxIndex(east), index);

    awaitRefusal(fleet, code, known);
    assertThat(everything(fleet)).as("resources with their managed fields").isEqualTo(before);
    assertThat(writes(from)).as("writes of the agent").isEmpty();
    new Deployment(fleet.cli(), "east", REVISIONS.next()).run();
    assertThat(writesOfChildren(from)).as("writes for a document of equal content").isEmpty();
  }

  private static void awaitRefusal(TestFleet fleet, String code, int known) {
    await("an audit row of " + code)
        .atMost(PATIENCE)
        .until(() -> refusals(fleet, code), count -> count > known);
  }

  private static int refusals(TestFleet fleet, String code) {
    return (int)
        fleet.cli().audit().stream()
            .filter(row -> row.path("actor").asText().equals("agent/" + east))
            .filter(row -> row.path("action").asText().equals("document.admit"))
            .filter(row -> row.path("code").asText().equals(code))
            .count();
  }

  /** The document that is there, with another memory limit, as the next revision. */
  private static Document poisoned(Issue issue) throws Exception {
    var present = Json.read(impostor.read(Subjects.inbox(east, KEY)).payload(), Document.class);
    var body = Json.read(present.body(), ObjectNode.class);
    body.withObject("/spec/resources/limits").put("memory", "320Mi");
    return new Document(issue, announced() + 1, KEY, Json.write(body));
  }

  /** The index that would follow with that document. */
  private static Index next(Issue issue, Document document) throws Exception {
    var index = Json.read(impostor.read(Subjects.inboxIndex(east)).payload(), Index.class);
    List<Index.Entry> entries = new ArrayList<>();
    for (Index.Entry entry : index.entries()) {
      entries.add(
          entry.key().equals(KEY)
              ? new Index.Entry(KEY, document.revision(), document.digest(), false)
              : entry);
    }
    return new Index(issue, index.revision() + 1, entries);
  }

  private static Envelope flipped(Envelope genuine) {
    var payload = genuine.payload().clone();
    payload[payload.length / 2] ^= 1;
    return new Envelope(genuine.payloadType(), payload, genuine.signatures());
  }

  private static Issue issue(AgentId audience, Duration life) {
    Instant now = Clock.systemUTC().instant();
    return new Issue(
        audience,
        impostor.keys().keySet().epoch(),
        now.minus(Duration.ofHours(2)),
        now.plus(life),
        impostor.keys().identity().publicUrl().toString());
  }

  /** The revision of the document that the index announces. */
  private static long announced() throws Exception {
    var index = Json.read(impostor.read(Subjects.inboxIndex(east)).payload(), Index.class);
    return index.entries().stream()
        .filter(entry -> entry.key().equals(KEY))
        .findFirst()
        .orElseThrow()
        .revision();
  }

  private static AgentId agent(TestFleet fleet, String name) {
    for (JsonNode agent : fleet.cli().json("agents", "list").path("items")) {
      if (agent.path("member").asText().equals(name)) {
        return new AgentId(agent.path("id").asText());
      }
    }
    throw new IllegalStateException("there is no agent " + name);
  }

  private static Map<String, String> everything(TestFleet fleet) {
    var state = children(fleet);
    state.putAll(versions(fleet, "natsclusters,natsoperations"));
    return state;
  }

  private static Map<String, String> children(TestFleet fleet) {
    return versions(fleet, "statefulsets,services,configmaps,poddisruptionbudgets,secrets");
  }

  /** Each object with its generation and who owns which of its fields. */
  private static Map<String, String> versions(TestFleet fleet, String kinds) {
    var versions = new TreeMap<String, String>();
    var objects = fleet.east().get(kinds, "-n", NAMESPACE, "--show-managed-fields");
    for (JsonNode object : objects.path("items")) {
      versions.put(
          object.path("kind").asText() + "/" + object.at("/metadata/name").asText(),
          object.at("/metadata/generation") + " " + object.at("/metadata/managedFields"));
    }
    return versions;
  }

  private static List<AuditLog.Call> writes(Instant from) {
    return audit.writes(AGENT).stream()
        .filter(call -> call.at().isAfter(from) && call.namespace().equals(NAMESPACE))
        .toList();
  }

  private static List<AuditLog.Call> writesOfChildren(Instant from) {
    return writes(from).stream().filter(call -> !call.resource().startsWith("nats")).toList();
  }
}
