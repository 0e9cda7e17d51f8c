// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.admission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.admission.Verdict.Admitted;
import dev.flotilla.protocol.admission.Verdict.Refused;
import dev.flotilla.protocol.admission.Verdict.Unchanged;
import dev.flotilla.protocol.document.Body;
import dev.flotilla.protocol.document.Document;
import dev.flotilla.protocol.document.Index;
import dev.flotilla.protocol.document.Issue;
import dev.flotilla.protocol.query.Query;
import dev.flotilla.protocol.query.Question;
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.resource.ResourceKind;
import dev.flotilla.protocol.signature.Envelope;
import dev.flotilla.protocol.signature.SigningKey;
import dev.flotilla.protocol.trust.KeySet;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {

  private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");
  private static final AgentId SELF = new AgentId("01k0000000000000000000self");
  private static final AgentId OTHER = new AgentId("01k000000000000000000other");
  private static final ResourceKey ORDERS = ResourceKind.NATS_CLUSTER.key("nats", "orders");

  private final SigningKey online = SigningKey.generate(new SecureRandom());
  private final Admission admission = new Admission(SELF, keySet(1, online));

  @Test
  void admitsADocumentThatIsNewAndSigned() {
    var document = document(issue(), 1, "{}");

    var verdict = judge(document, Watermark.NONE);

    assertThat(verdict).isInstanceOf(Admitted.class);
  }

  @Test
  void ignoresTheSameRevisionSignedAgain() {
    var admitted = document(issue(), 4, "{\"replicas\":3}");
    var watermark = Watermark.NONE.enter(1).admit(ORDERS, 4, admitted.digest());
    var signedLater = document(issueAt(NOW.plusSeconds(60)), 4, "{\"replicas\":3}");

    assertThat(judge(signedLater, watermark)).isInstanceOf(Unchanged.class);
  }

  @Test
  void refusesTheSameRevisionWithAnotherBody() {
    var watermark = Watermark.NONE.enter(1).admit(ORDERS, 4, document(issue(), 4, "{}").digest());

    assertRefused(judge(document(issue(), 4, "{\"replicas\":1}"), watermark), "REVISION_CONFLICT");
  }

  @Test
  void refusesAnOlderRevision() {
    var watermark = Watermark.NONE.enter(1).admit(ORDERS, 4, "sha256:any");

    assertRefused(judge(document(issue(), 3, "{}"), watermark), "STALE_REVISION");
  }

  @Test
  void refusesAnotherAgentsDocument() {
    var issue = new Issue(OTHER, 1, NOW, NOW.plus(Duration.ofHours(1)), "https://hub");

    assertRefused(judge(document(issue, 1, "{}"), Watermark.NONE), "WRONG_AUDIENCE");
  }

  @Test
  void refusesWhatAStrangerSigned() {
    var document = document(issue(), 1, "{}");
    var forged = document.sign(SigningKey.generate(new SecureRandom()));

    assertRefused(
        admission.judgeDocument(forged, entry(document), Watermark.NONE, NOW), "BAD_SIGNATURE");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 17, 80, 200})
  void refusesAFlippedBit(int position) {
    var document = document(issue(), 1, "{}");
    var envelope = document.sign(online);
    byte[] payload = envelope.payload().clone();
    payload[position % payload.length] ^= 1;
    var flipped = new Envelope(envelope.payloadType(), payload, envelope.signatures());

    assertRefused(
        admission.judgeDocument(flipped, entry(document), Watermark.NONE, NOW), "BAD_SIGNATURE");
  }

  @Test
  void refusesAnIndexPresentedAsADocument() {
    var document = document(issue(), 1, "{}");
    var index = new Index(issue(), 1, List.of(entry(document))).sign(online);

    assertRefused(
        admission.judgeDocument(index, entry(document), Watermark.NONE, NOW), "BAD_SIGNATURE");
  }

  @Test
  void refusesWhatExpiredLongerAgoThanTheToleratedSkew() {
    var issue =
        new Issue(
            SELF,
            1,
            NOW.minus(Duration.ofHours(2)),
            NOW.minus(Duration.ofMinutes(6)),
            "https://hub");

    assertRefused(judge(document(issue, 1, "{}"), Watermark.NONE), "EXPIRED");
  }

  @Test
  void admitsWhatExpiredWithinTheToleratedSkew() {
    var issue =
        new Issue(
            SELF,
            1,
            NOW.minus(Duration.ofHours(1)),
            NOW.minus(Duration.ofMinutes(4)),
            "https://hub");

    assertThat(judge(document(issue, 1, "{}"), Watermark.NONE)).isInstanceOf(Admitted.class);
  }

  @Test
  void refusesWhatWasIssuedInTheFuture() {
    assertRefused(
        judge(document(issueAt(NOW.plus(Duration.ofMinutes(6))), 1, "{}"), Watermark.NONE),
        "CLOCK_SKEW");
  }

  @Test
  void refusesAnEpochThatNoRootVouchesFor() {
    var issue = new Issue(SELF, 2, NOW, NOW.plus(Duration.ofHours(1)), "https://hub");

    assertRefused(judge(document(issue, 1, "{}"), Watermark.NONE), "UNKNOWN_EPOCH");
  }

  @Test
  void refusesAnEpochThatEndedBefore() {
    assertRefused(judge(document(issue(), 9, "{}"), Watermark.NONE.enter(2)), "UNKNOWN_EPOCH");
  }

  @Test
  void aNewEpochForgetsTheRevisionsOfTheOldOne() {
    var inEpochTwo = new Admission(SELF, keySet(2, online));
    var watermark = Watermark.NONE.enter(1).admit(ORDERS, 40, "sha256:any").index(12);
    var issue = new Issue(SELF, 2, NOW, NOW.plus(Duration.ofHours(1)), "https://hub");
    var document = document(issue, 1, "{}");

    var verdict = inEpochTwo.judgeDocument(document.sign(online), entry(document), watermark, NOW);

    assertThat(verdict).isInstanceOf(Admitted.class);
  }

  @Test
  void refusesADocumentThatTheIndexDoesNotAnnounce() {
    var announced = entry(document(issue(), 2, "{\"replicas\":3}"));
    var other = document(issue(), 2, "{\"replicas\":5}").sign(online);

    assertRefused(admission.judgeDocument(other, announced, Watermark.NONE, NOW), "NOT_IN_INDEX");
  }

  @Test
  void refusesAnOlderIndexAndIgnoresTheSame() {
    var watermark = Watermark.NONE.enter(1).index(7);

    assertThat(judgeIndex(8, watermark)).isInstanceOf(Admitted.class);
    assertThat(judgeIndex(7, watermark)).isInstanceOf(Unchanged.class);
    assertRefused(judgeIndex(6, watermark), "STALE_REVISION");
  }

  private Verdict<Index> judgeIndex(long revision, Watermark watermark) {
    return admission.judgeIndex(
        new Index(issue(), revision, List.of()).sign(online), watermark, NOW);
  }

  private Verdict<Document> judge(Document document, Watermark watermark) {
    return admission.judgeDocument(document.sign(online), entry(document), watermark, NOW);
  }

  @Test
  void letsAQuestionOfTheHubIn() {
    assertThat(judgeQuery(query(issue()).sign(online))).isInstanceOf(Admitted.class);
  }

  @Test
  void refusesAQuestionThatTheHubDidNotAskThisAgentNow() {
    assertRefused(
        judgeQuery(query(issue()).sign(SigningKey.generate(new SecureRandom()))), "BAD_SIGNATURE");
    assertRefused(
        judgeQuery(query(issueAt(NOW.minus(Duration.ofDays(2)))).sign(online)), "EXPIRED");
    assertRefused(
        judgeQuery(query(issueAt(NOW.plus(Duration.ofMinutes(6)))).sign(online)), "CLOCK_SKEW");
    var toAnother = new Issue(OTHER, 1, NOW, NOW.plusSeconds(30), "https://hub");
    assertRefused(judgeQuery(query(toAnother).sign(online)), "WRONG_AUDIENCE");
    var ofAnotherEpoch = new Issue(SELF, 2, NOW, NOW.plusSeconds(30), "https://hub");
    assertRefused(judgeQuery(query(ofAnotherEpoch).sign(online)), "UNKNOWN_EPOCH");
  }

  @Test
  void takesNoDocumentForAQuestion() {
    assertRefused(judgeQuery(document(issue(), 1, "{}").sign(online)), "BAD_SIGNATURE");
  }

  private Verdict<Query> judgeQuery(Envelope envelope) {
    return admission.judgeQuery(envelope, NOW);
  }

  private static Query query(Issue issue) {
    return new Query(
        issue, "01k", new Question.PlanDeploy(ORDERS, "{}".getBytes(StandardCharsets.UTF_8), 0));
  }

  private static void assertRefused(Verdict<?> verdict, String code) {
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Refused.class, it -> assertThat(it.problem().code()).isEqualTo(code));
  }

  private static Index.Entry entry(Document document) {
    return new Index.Entry(document.key(), document.revision(), document.digest(), false);
  }

  private static Document document(Issue issue, long revision, String body) {
    return new Document(issue, revision, ORDERS, Body.whole(body.getBytes(StandardCharsets.UTF_8)));
  }

  private static Issue issue() {
    return issueAt(NOW);
  }

  private static Issue issueAt(Instant at) {
    return new Issue(SELF, 1, at, at.plus(Duration.ofHours(1)), "https://hub");
  }

  private static KeySet keySet(long epoch, SigningKey key) {
    var entry =
        new KeySet.Entry(
            key.verifyingKey(), NOW.minus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(1)));
    return new KeySet(epoch, List.of(entry));
  }
}
