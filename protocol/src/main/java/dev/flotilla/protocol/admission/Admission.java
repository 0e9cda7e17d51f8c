// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.admission;

import dev.flotilla.protocol.AgentId;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.admission.Verdict.Admitted;
import dev.flotilla.protocol.admission.Verdict.Refused;
import dev.flotilla.protocol.admission.Verdict.Unchanged;
import dev.flotilla.protocol.document.Document;
import dev.flotilla.protocol.document.Index;
import dev.flotilla.protocol.document.Issue;
import dev.flotilla.protocol.query.Query;
import dev.flotilla.protocol.signature.Envelope;
import dev.flotilla.protocol.trust.KeySet;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Judges what arrives in the inbox. NATS permissions restrict who can write to it; these rules hold
 * even against an attacker with the hub's own NATS permissions.
 *
 * @param self the agent that judges
 * @param keys the key set that a pinned root vouched for
 */
public record Admission(AgentId self, KeySet keys) {
  /** How far the clocks of hub and agent may differ. */
  public static final Duration SKEW = Duration.ofMinutes(5);

  /** Judges an index against the watermark. */
  public Verdict<Index> judgeIndex(Envelope envelope, Watermark watermark, Instant now) {
    return switch (open(envelope, Index.TYPE, Index.class, now)) {
      case Opened.Bad<Index>(var problem) -> new Refused<>(problem);
      case Opened.Good<Index>(var index) ->
          issueProblem(index.issue(), watermark, now)
              .filter(problem -> !hasMerelyAged(problem, index, watermark))
              .<Verdict<Index>>map(Refused::new)
              .orElseGet(() -> byRevision(index, watermark.enter(index.issue().epoch())));
    };
  }

  /** An admitted index does not expire, since it carries no request. */
  private static boolean hasMerelyAged(Problem problem, Index index, Watermark watermark) {
    return Code.EXPIRED.is(problem.code())
        && index.revision() == watermark.enter(index.issue().epoch()).indexRevision();
  }

  /** Judges a document against the watermark and against the index entry that announced it. */
  public Verdict<Document> judgeDocument(
      Envelope envelope, Index.Entry announced, Watermark watermark, Instant now) {
    return switch (open(envelope, Document.TYPE, Document.class, now)) {
      case Opened.Bad<Document>(var problem) -> new Refused<>(problem);
      case Opened.Good<Document>(var document) ->
          issueProblem(document.issue(), watermark, now)
              .or(() -> announcementProblem(document, announced))
              .<Verdict<Document>>map(Refused::new)
              .orElseGet(() -> byRevision(document, watermark.enter(document.issue().epoch())));
    };
  }

  /** Judges a query. It changes nothing, so there is no revision to check. */
  public Verdict<Query> judgeQuery(Envelope envelope, Instant now) {
    return switch (open(envelope, Query.TYPE, Query.class, now)) {
      case Opened.Bad<Query>(var problem) -> new Refused<>(problem);
      case Opened.Good<Query>(var query) ->
          issueProblem(query.issue(), Watermark.NONE, now)
              .<Verdict<Query>>map(Refused::new)
              .orElseGet(() -> new Admitted<>(query));
    };
  }

  private Verdict<Index> byRevision(Index index, Watermark watermark) {
    if (index.revision() < watermark.indexRevision()) {
      return new Refused<>(stale("the index", index.revision(), watermark.indexRevision()));
    }
    return index.revision() == watermark.indexRevision()
        ? new Unchanged<>(index)
        : new Admitted<>(index);
  }

  private Verdict<Document> byRevision(Document document, Watermark watermark) {
    var seen = watermark.of(document.key());
    if (seen == null || document.revision() > seen.revision()) {
      return new Admitted<>(document);
    }
    if (document.revision() < seen.revision()) {
      return new Refused<>(stale(document.key().toString(), document.revision(), seen.revision()));
    }
    return seen.digest().equals(document.digest())
        ? new Unchanged<>(document)
        : new Refused<>(
            new Problem(
                Code.REVISION_CONFLICT,
                document.key()
                    + " revision "
                    + document.revision()
                    + " was received again with a different body",
                "Two hubs may be writing to the inbox; compare their epochs, then deploy again."));
  }

  private static Optional<Problem> announcementProblem(Document document, Index.Entry announced) {
    boolean ahead =
        document.key().equals(announced.key()) && document.revision() > announced.revision();
    if (ahead) {
      return Optional.of(
          new Problem(
              Code.AHEAD_OF_INDEX,
              document.key() + " revision " + document.revision() + " is newer than the index",
              "The index will follow; no action needed."));
    }
    boolean same =
        document.key().equals(announced.key())
            && document.revision() == announced.revision()
            && document.digest().equals(announced.digest());
    return same
        ? Optional.empty()
        : Optional.of(
            new Problem(
                Code.NOT_IN_INDEX,
                document.key()
                    + " revision "
                    + document.revision()
                    + " does not match the signed index",
                "Something other than the hub wrote to the inbox; the agent asks the hub to rewrite it."));
  }

  private Optional<Problem> issueProblem(Issue issue, Watermark watermark, Instant now) {
    if (!issue.audience().equals(self)) {
      return problem(
          Code.WRONG_AUDIENCE, "it was issued for agent " + issue.audience() + ", not for " + self);
    }
    if (issue.epoch() != keys.epoch() || issue.epoch() < watermark.epoch()) {
      return problem(
          Code.UNKNOWN_EPOCH,
          "it is of epoch "
              + issue.epoch()
              + "; the root signed "
              + keys.epoch()
              + ", the newest admitted one is "
              + watermark.epoch());
    }
    if (issue.issuedAt().isAfter(now.plus(SKEW))) {
      return Optional.of(
          new Problem(
              Code.CLOCK_SKEW,
              "it was issued at "
                  + issue.issuedAt()
                  + ", more than five minutes ahead of the local clock, "
                  + now,
              "Synchronize the clocks of hub and member; at most five minutes of skew are tolerated."));
    }
    if (issue.expiresAt().isBefore(now.minus(SKEW))) {
      return problem(
          Code.EXPIRED, "it expired at " + issue.expiresAt() + "; the local time is " + now);
    }
    return Optional.empty();
  }

  private <T> Opened<T> open(Envelope envelope, String type, Class<T> as, Instant now) {
    if (!envelope.verifies(type, keys.validAt(now))) {
      return new Opened.Bad<>(
          new Problem(
              Code.BAD_SIGNATURE,
              "no signature by a key that a pinned root signed",
              "Someone without the hub's key wrote to the inbox, or the hub's key was changed without a root."));
    }
    try {
      return new Opened.Good<>(Json.read(envelope.payload(), as));
    } catch (UncheckedIOException e) {
      return new Opened.Bad<>(
          new Problem(
              Code.MALFORMED,
              "signed, but not parseable: " + e.getMessage(),
              "Upgrade the agent to the hub's version."));
    }
  }

  private static Problem stale(String what, long offered, long admitted) {
    return new Problem(
        Code.STALE_REVISION,
        what
            + " revision "
            + offered
            + " is older than "
            + admitted
            + ", which is already admitted",
        "It is a replay, or the hub was restored without a new epoch.");
  }

  private static Optional<Problem> problem(Code code, String message) {
    return Optional.of(
        new Problem(code, message, "The agent automatically asks the hub to sign it again."));
  }

  private sealed interface Opened<T> {
    record Good<T>(T value) implements Opened<T> {}

    record Bad<T>(Problem problem) implements Opened<T> {}
  }
}
