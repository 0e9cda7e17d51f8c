// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.e2e.lies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.e2e.fleet.AgentPod;
import dev.flotilla.e2e.fleet.Member;
import dev.flotilla.e2e.fleet.SharedFleet;
import dev.flotilla.e2e.fleet.TestFleet;
import dev.flotilla.e2e.workload.Deployment;
import dev.flotilla.e2e.workload.NatsClusterManifest;
import dev.flotilla.e2e.workload.Revisions;
import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.document.Document;
import dev.flotilla.protocol.query.Query;
import dev.flotilla.protocol.query.Question;
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.resource.ResourceKind;
import dev.flotilla.protocol.signature.Envelope;
import dev.flotilla.protocol.subject.Subjects;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
 * What is written into the real inbox with the hub's own NATS permissions, and was not signed by
 * the hub for it, has no effect but a row in the audit log; the hub's next document is admitted.
 */
@Tag("e2e")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(LiesE2E.NAMESPACE)
@ExtendWith(SharedFleet.class)
class LiesE2E {

  /** Its agent gets forgeries from one test at a time. */
  static final String NAMESPACE = "lies";

  private static final String DESIRED = "orders";
  private static final ResourceKey KEY = ResourceKind.NATS_CLUSTER.key(NAMESPACE, DESIRED);
  private static final Revisions REVISIONS =
      new Revisions(NatsClusterManifest.of(DESIRED, NAMESPACE).with("replicas", "1"));
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration LIFE = Duration.ofHours(1);

  /** Issued two hours ago, expired for one. */
  private static final Duration OVER = Duration.ofHours(-1);

  private static final String BAD_SIGNATURE = "BAD_SIGNATURE";
  private static final String MALLORY = "mallory";

  private static Member member;
  private static Impostor impostor;
  private static AgentId victim;
  private static AgentId west;
  private static Forgery forgery;
  private static Effects effects;

  /** The index when the first document was there. */
  private static Envelope oldIndex;

  private static Envelope oldDocument;

  @BeforeAll
  static void aCluster(TestFleet fleet) throws Exception {
    impostor = Impostor.of(fleet.hub().url(), fleet.hub().keys().online());
    member = fleet.enrolGuest(NAMESPACE);
    victim = agent(fleet, NAMESPACE);
    west = agent(fleet, "west");
    forgery = new Forgery(impostor, victim, KEY);
    effects = new Effects(member, fleet.rig().up("east", 1).audit(), NAMESPACE);
    new Deployment(fleet.cli(), NAMESPACE, REVISIONS.next()).run();
    oldIndex = forgery.index();
    oldDocument = forgery.document();
    new Deployment(fleet.cli(), NAMESPACE, REVISIONS.next()).run();
  }

  @AfterAll
  static void end(TestFleet fleet) throws Exception {
    impostor.close();
    fleet.dismiss(member);
  }

  @Test
  void anIndexThatAnotherKeySigned(TestFleet fleet) throws Exception {
    var document = forgery.poisoned(forgery.issue(victim, LIFE));
    var index = forgery.next(forgery.issue(victim, LIFE), document).sign(Forgery.stranger());

    assertRefused(fleet, document, index, BAD_SIGNATURE);
  }

  @Test
  void anIndexWithOneBitFlipped(TestFleet fleet) throws Exception {
    var document = forgery.poisoned(forgery.issue(victim, LIFE));
    var signed = forgery.next(forgery.issue(victim, LIFE), document).sign(forgery.genuine());

    assertRefused(fleet, document, Forgery.flipped(signed), BAD_SIGNATURE);
  }

  @Test
  void anIndexOfYesterday(TestFleet fleet) throws Exception {
    assertRefused(fleet, forgery.poisoned(forgery.issue(victim, LIFE)), oldIndex, "STALE_REVISION");
  }

  @Test
  void anIndexThatHasExpired(TestFleet fleet) throws Exception {
    var document = forgery.poisoned(forgery.issue(victim, LIFE));
    var index = forgery.next(forgery.issue(victim, OVER), document).sign(forgery.genuine());

    assertRefused(fleet, document, index, "EXPIRED");
  }

  @Test
  void anIndexForAnotherAgent(TestFleet fleet) throws Exception {
    var document = forgery.poisoned(forgery.issue(victim, LIFE));
    var index = forgery.next(forgery.issue(west, LIFE), document).sign(forgery.genuine());

    assertRefused(fleet, document, index, "WRONG_AUDIENCE");
  }

  /** While the agent is paused, the document that the hub announces is replaced by another. */
  @ParameterizedTest
  @EnumSource
  void aDocumentInPlaceOfTheAnnouncedOne(DocumentLie lie, TestFleet fleet) throws Exception {
    var before = effects.children();
    Instant from = Clock.systemUTC().instant();

    var _ = deployInSpiteOf(fleet, lie.code, _ -> KEY, _ -> lie.tell());

    assertThat(effects.children()).as("the lie asked for another memory limit").isEqualTo(before);
    assertThat(effects.writesOfChildren(from)).isEmpty();
  }

  @Test
  void anOperationInPlaceOfTheAnnouncedOne(TestFleet fleet) throws Exception {
    var operation =
        deployInSpiteOf(
            fleet,
            BAD_SIGNATURE,
            id -> ResourceKind.NATS_OPERATION.key(NAMESPACE, id),
            key -> forgery.inTheNameOf(MALLORY, key, forgery.issue(victim, LIFE)));

    assertThat(
            member
                .get("natsoperation", operation, "-n", NAMESPACE)
                .at("/spec/requestedBy")
                .asText())
        .isNotEmpty()
        .isNotEqualTo(MALLORY);
  }

  /**
   * A plan shows the member's state: the hub's NATS permissions alone are not sufficient to get
   * one.
   */
  @Test
  void aQuestionThatTheHubDidNotAsk(TestFleet fleet) throws Exception {
    var stranger = Forgery.stranger();
    var question = new Question.PlanDeploy(KEY, "{}".getBytes(StandardCharsets.UTF_8), 0);
    var answers =
        impostor.connection().subscribe(Subjects.service(victim, Subjects.Service.ANSWER));
    var forged = new Query(forgery.issue(victim, LIFE), "forged", question).sign(stranger);
    var misdirected =
        new Query(forgery.issue(west, LIFE), "misdirected", question).sign(forgery.genuine());

    for (Envelope lie : List.of(forged, misdirected)) {
      impostor.connection().publish(Subjects.query(victim), Json.write(lie));
    }

    await("both on record")
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(refusedQuestions(fleet)).contains(BAD_SIGNATURE, "WRONG_AUDIENCE"));
    assertThat(answers.nextMessage(Duration.ofMillis(1))).as("an answer").isNull();
    answers.unsubscribe();
  }

  /** Replaces a document by a forgery. */
  private interface Lie {
    Envelope tell(ResourceKey key) throws Exception;
  }

  /**
   * A deploy whose documents are written while the agent is paused, and one of them overwritten;
   * the forgery is refused with the code, and once the hub has written it again the deploy
   * succeeds.
   *
   * @param about which document, given the id of the operation
   * @return the id of the operation
   */
  private static String deployInSpiteOf(
      TestFleet fleet, String code, Function<String, ResourceKey> about, Lie lie) throws Exception {
    int known = refusals(fleet, code);
    long present = forgery.announced();
    var agent = AgentPod.of(member);
    agent.pause();
    String operation;
    try {
      operation = new Deployment(fleet.cli(), NAMESPACE, REVISIONS.next()).begin();
      await("the hub has delivered")
          .atMost(PATIENCE)
          .until(forgery::announced, revision -> revision > present);
      var key = about.apply(operation);
      impostor.write(Subjects.inbox(victim, key), lie.tell(key));
    } finally {
      agent.resume();
    }

    awaitRefusal(fleet, code, known);
    assertThat(Deployment.awaitEnd(fleet.cli(), operation).path("state").asText())
        .as("once the hub has written it again")
        .isEqualTo("Succeeded");
    return operation;
  }

  private static List<String> refusedQuestions(TestFleet fleet) {
    return fleet.cli().audit().stream()
        .filter(row -> row.path("actor").asText().equals("agent/" + victim))
        .filter(row -> row.path("action").asText().equals("query.admit"))
        .map(row -> row.path("code").asText())
        .toList();
  }

  enum DocumentLie {
    FORGED(BAD_SIGNATURE) {
      @Override
      Envelope tell() throws Exception {
        return forgery.poisoned(forgery.issue(victim, LIFE)).sign(Forgery.stranger());
      }
    },
    BIT_FLIPPED(BAD_SIGNATURE) {
      @Override
      Envelope tell() throws Exception {
        return Forgery.flipped(forgery.document());
      }
    },
    EXPIRED("EXPIRED") {
      @Override
      Envelope tell() throws Exception {
        return forgery.poisoned(forgery.issue(victim, OVER)).sign(forgery.genuine());
      }
    },
    FOR_ANOTHER_AGENT("WRONG_AUDIENCE") {
      @Override
      Envelope tell() throws Exception {
        return forgery.poisoned(forgery.issue(west, LIFE)).sign(forgery.genuine());
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
    var before = effects.everything();
    Instant from = Clock.systemUTC().instant();
    int known = refusals(fleet, code);

    impostor.write(Subjects.inbox(victim, KEY), document.sign(forgery.genuine()));
    impostor.write(Subjects.inboxIndex(victim), index);

    awaitRefusal(fleet, code, known);
    assertThat(effects.everything()).as("resources with their managed fields").isEqualTo(before);
    assertThat(effects.writes(from)).as("writes of the agent").isEmpty();
    new Deployment(fleet.cli(), NAMESPACE, REVISIONS.next()).run();
    assertThat(effects.writesOfChildren(from))
        .as("writes for a document of equal content")
        .isEmpty();
  }

  private static void awaitRefusal(TestFleet fleet, String code, int known) {
    await("an audit row of " + code)
        .atMost(PATIENCE)
        .until(() -> refusals(fleet, code), count -> count > known);
  }

  private static int refusals(TestFleet fleet, String code) {
    return (int)
        fleet.cli().audit().stream()
            .filter(row -> row.path("actor").asText().equals("agent/" + victim))
            .filter(row -> row.path("action").asText().equals("document.admit"))
            .filter(row -> row.path("code").asText().equals(code))
            .count();
  }

  private static AgentId agent(TestFleet fleet, String name) {
    for (JsonNode agent : fleet.cli().json("agents", "list").path("items")) {
      if (agent.path("member").asText().equals(name)) {
        return new AgentId(agent.path("id").asText());
      }
    }
    throw new IllegalStateException("there is no agent " + name);
  }
}
