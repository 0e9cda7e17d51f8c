// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.rollback;

import com.fasterxml.jackson.databind.JsonNode;
import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.answer.Rejection;
import dev.flotilla.hub.answer.Rejection.FieldError;
import dev.flotilla.hub.change.Change;
import dev.flotilla.hub.change.Change.Changed;
import dev.flotilla.hub.change.ChangeBody;
import dev.flotilla.hub.natscluster.NatsClusterCall;
import dev.flotilla.hub.natscluster.Revision;
import dev.flotilla.hub.natscluster.Revisions;
import dev.flotilla.hub.operation.Desired;
import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.nats.document.FindingCode;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.operation.Order;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * Requests an earlier document of a NatsCluster anew. It is a deploy: a member whose policy allows
 * those has no need to know more, and judges it as any document, a way back to an older version
 * included.
 */
@StoreScoped
public final class Rollbacks {
  private static final String REVISION = "revision";
  private static final FieldError NO_NUMBER =
      new FieldError(
          REVISION,
          FindingCode.WRONG_TYPE,
          "The revision is not an integer.",
          "Send a number, or leave it out for the last revision that succeeded.");

  private final Revisions revisions;

  /** Rolls back to what these revisions are. */
  public Rollbacks(Revisions revisions) {
    this.revisions = revisions;
  }

  /**
   * The change that a call asks for.
   *
   * @param call with the body {@code {"revision": …}}, or none for the last revision before the
   *     present one that succeeded
   */
  public Change of(NatsClusterCall call) {
    return new Change(
        "natscluster.rollback",
        call,
        ChangeBody.read(call.manifest(), REVISION, Rollbacks::number, NO_NUMBER)
            .then(number -> new Answer.Given<>((desired, _) -> changed(call, desired, number))));
  }

  private static Optional<OptionalLong> number(JsonNode revision) {
    return ChangeBody.absent(revision)
        ? Optional.of(OptionalLong.empty())
        : Optional.of(revision)
            .filter(JsonNode::canConvertToExactIntegral)
            .map(number -> OptionalLong.of(number.asLong()));
  }

  private Answer<Changed> changed(NatsClusterCall call, Desired desired, OptionalLong number) {
    List<Revision> known = revisions.newestFirst(desired);
    return (number.isPresent() ? named(call, known, number.getAsLong()) : last(call, known))
        .then(revision -> new Answer.Given<>(new Changed(revision.again(), new Order.Deploy())));
  }

  private static Answer<Revision> named(NatsClusterCall call, List<Revision> known, long number) {
    return known.stream()
        .filter(revision -> revision.number() == number)
        .findFirst()
        .<Answer<Revision>>map(Answer.Given::new)
        .orElseGet(
            () ->
                new Answer.Rejected<>(
                    Rejection.invalid(
                        REVISION,
                        Code.REVISION_UNKNOWN,
                        "The hub has no revision %d of %s.".formatted(number, call.address()),
                        "It has " + listed(known) + ".")));
  }

  private static Answer<Revision> last(NatsClusterCall call, List<Revision> known) {
    Optional<Revision> present = known.stream().findFirst();
    return known.stream()
        .skip(1)
        .filter(Revision::succeeded)
        .filter(revision -> !revision.leadsTo(present.orElseThrow()))
        .findFirst()
        .<Answer<Revision>>map(Answer.Given::new)
        .orElseGet(
            () ->
                new Answer.Rejected<>(
                    Rejection.of(
                        Rejection.Kind.CONFLICT,
                        Code.NOTHING_EARLIER,
                        "The hub has no earlier document of %s that succeeded."
                            .formatted(call.address()),
                        "Name a revision with --to; it has " + listed(known) + ".")));
  }

  private static String listed(List<Revision> known) {
    return known.isEmpty()
        ? "none"
        : known.stream().map(Revision::toString).collect(Collectors.joining(", "));
  }
}
