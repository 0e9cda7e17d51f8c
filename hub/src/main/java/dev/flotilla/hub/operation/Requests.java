// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.operation;

import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.answer.Rejection;
import dev.flotilla.hub.audit.AuditLog;
import dev.flotilla.hub.audit.AuditNote;
import dev.flotilla.hub.operation.Operations.Requested;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Digest;
import dev.flotilla.protocol.operation.OperationId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How a call becomes an operation, whatever its type: audited, idempotent, and on disk when it
 * returns. Every attempt leaves an audit row; a rejected one leaves nothing else.
 */
public final class Requests {
  private final Operations operations;
  private final IdempotencyKeys idempotency;
  private final AuditLog audit;
  private final Supplier<OperationId> ids;

  /**
   * Requests of these operations.
   *
   * @param ids gives ids that were never given before
   */
  public Requests(
      Operations operations,
      IdempotencyKeys idempotency,
      AuditLog audit,
      Supplier<OperationId> ids) {
    this.operations = operations;
    this.idempotency = idempotency;
    this.audit = audit;
    this.ids = ids;
  }

  /**
   * Who calls, and for what.
   *
   * @param caller id of the API token
   * @param callerName its name
   * @param action a stable word pair for the audit record, such as {@code natscluster.deploy}
   * @param address {@code member/namespace/name}
   * @param idempotencyKey given by the caller
   */
  public record Call(
      String caller,
      String callerName,
      String action,
      String address,
      Optional<String> idempotencyKey) {}

  /**
   * A request that was judged and may become an operation.
   *
   * @param content text of what was sent, in one canonical form: a repeated idempotency key must
   *     come with the same
   * @param draft the operation, once it has an id
   * @param rules of its order
   */
  public record Prepared(String content, Function<OperationId, Draft> draft, OrderRules rules) {}

  /** Requests an operation; when it returns a queued one, that is on disk. */
  public Answer<Requested> submit(Call call, Answer<Prepared> judged) {
    Answer<Requested> answer = judged.then(prepared -> submit(call, prepared));
    if (answer instanceof Answer.Rejected<Requested>(var rejection)) {
      audit.append(
          AuditNote.refused(call.callerName(), call.action(), call.address(), rejection.problem()));
    }
    return answer;
  }

  private Answer<Requested> submit(Call call, Prepared prepared) {
    OperationId fresh = ids.get();
    Optional<IdempotencyKeys.Call> key =
        call.idempotencyKey().map(text -> keyed(call, text, prepared.content()));
    Optional<OperationId> id =
        key.map(known -> idempotency.claim(known, fresh)).orElse(Optional.of(fresh));
    if (id.isEmpty()) {
      return new Answer.Rejected<>(
          Rejection.of(
              Rejection.Kind.CONFLICT,
              Code.IDEMPOTENCY_KEY_REUSED,
              "The idempotency key was used for a different request within the last 24 hours.",
              "Use a new key for a new request."));
    }
    return audit.before(
        AuditNote.done(call.callerName(), call.action(), call.address(), "operation " + id.get()),
        () -> {
          boolean earlier = !id.get().equals(fresh) && operations.find(id.get()).isPresent();
          Requested requested =
              earlier
                  ? new Requested.Queued(id.get())
                  : operations.request(prepared.draft().apply(id.get()), prepared.rules());
          // The id that was claimed will never be an operation: a repeated call must not make it
          // one.
          if (requested instanceof Requested.AlreadyRequested(var present)) {
            key.ifPresent(known -> idempotency.settle(known, present));
          }
          return new Answer.Given<>(requested);
        });
  }

  private static IdempotencyKeys.Call keyed(Call call, String key, String content) {
    String request = call.address() + "\n" + content;
    return new IdempotencyKeys.Call(
        call.caller(), key, Digest.of(request.getBytes(StandardCharsets.UTF_8)));
  }
}
