// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.operation;

import dev.flotilla.hub.answer.Answer;
import dev.flotilla.hub.answer.Rejection;
import dev.flotilla.hub.audit.AuditLog;
import dev.flotilla.hub.audit.AuditNote;
import dev.flotilla.hub.operation.Operations.Receipt;
import dev.flotilla.hub.store.StoreScoped;
import dev.flotilla.hub.store.StoreUnavailable;
import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Digest;
import dev.flotilla.protocol.operation.OperationId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How a call becomes an operation, whatever its type: audited, idempotent, and on disk when it
 * returns. Every attempt leaves an audit row; a rejected one leaves nothing else.
 */
@StoreScoped
public final class RequestIntake {
  private final Operations operations;
  private final IdempotencyKeys idempotency;
  private final AuditLog audit;
  private final Supplier<OperationId> ids;

  /**
   * Requests of these operations.
   *
   * @param ids gives ids that were never given before
   */
  public RequestIntake(
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
   *     come with the same, whatever is desired by then
   * @param draft the operation, once it has an id
   * @param rules of its order
   */
  public record Prepared(String content, Function<OperationId, Draft> draft, OrderRules rules) {
    /** The same for a call whose content is not the document that it brings. */
    public Prepared sentAs(String call) {
      return new Prepared(call, draft, rules);
    }
  }

  /**
   * A request that may become an operation under an id.
   *
   * @param key absent when the caller gave none
   * @param id fresh, or that of the earlier call with this key
   * @param repeated whether there was an earlier call with this key
   */
  private record Identified(
      Call call,
      Prepared prepared,
      Optional<IdempotencyKeys.Call> key,
      OperationId id,
      boolean repeated) {

    AuditNote note(OperationId operation) {
      return AuditNote.done(
          call.callerName(), call.action(), call.address(), "operation " + operation);
    }
  }

  /** Requests an operation; when it returns a queued one, that is on disk. */
  public Answer<Receipt> submit(Call call, Preparation preparation) {
    return switch (preparation.make().then(prepared -> identified(call, prepared))) {
      case Answer.Given<Identified>(var request) -> submit(request, preparation);
      case Answer.Rejected<Identified>(var rejection) -> {
        audit.append(
            AuditNote.refused(
                call.callerName(), call.action(), call.address(), rejection.problem()));
        yield new Answer.Rejected<>(rejection);
      }
    };
  }

  private Answer<Identified> identified(Call call, Prepared prepared) {
    Optional<IdempotencyKeys.Call> key =
        call.idempotencyKey().map(text -> keyed(call, text, prepared.content()));
    Optional<IdempotencyKeys.Remembered> earlier = key.flatMap(idempotency::find);
    if (earlier.filter(it -> !it.request().equals(key.orElseThrow().request())).isPresent()) {
      return reused();
    }
    OperationId id = earlier.map(IdempotencyKeys.Remembered::operation).orElseGet(ids);
    return new Answer.Given<>(new Identified(call, prepared, key, id, earlier.isPresent()));
  }

  // The key and the audit row are synced to disk at the same time, the operation after both. Where
  // the hub is killed in between, a repeated call finds its key and goes on.
  private Answer<Receipt> submit(Identified request, Preparation preparation) {
    FutureTask<Optional<OperationId>> claim = new FutureTask<>(() -> claim(request));
    Thread.ofVirtual().name("idempotency-key").start(claim);
    return audit.before(
        request.note(request.id()),
        () ->
            result(claim)
                .map(id -> submit(request, id, preparation))
                .orElseGet(RequestIntake::reused));
  }

  private Optional<OperationId> claim(Identified request) {
    return request.repeated()
        ? Optional.of(request.id())
        : request
            .key()
            .map(key -> idempotency.claim(key, request.id()))
            .orElse(Optional.of(request.id()));
  }

  private Answer<Receipt> submit(Identified request, OperationId id, Preparation preparation) {
    if (!id.equals(request.id())) {
      // Another call with this key came at the same moment and was faster.
      audit.append(request.note(id));
    }
    boolean repeated = request.repeated() || !id.equals(request.id());
    if (repeated && operations.find(id).isPresent()) {
      return new Answer.Given<>(new Receipt.Queued(id));
    }
    Answer<Receipt> answer =
        preparation.write(
            request.prepared(),
            prepared -> operations.request(prepared.draft().apply(id), prepared.rules()));
    // The id that was claimed will never be an operation: a repeated call must not make it one.
    if (answer instanceof Answer.Given<Receipt>(Receipt.AlreadyRequested(var present))) {
      request.key().ifPresent(key -> idempotency.settle(key, present));
    }
    return answer;
  }

  private static <T> T result(FutureTask<T> task) {
    try {
      return task.get();
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("interrupted", interrupted);
    }
  }

  private static <T> Answer<T> reused() {
    return new Answer.Rejected<>(
        Rejection.of(
            Rejection.Kind.CONFLICT,
            Code.IDEMPOTENCY_KEY_REUSED,
            "The idempotency key was used for a different request within the last 24 hours.",
            "Use a new key for a new request."));
  }

  private static IdempotencyKeys.Call keyed(Call call, String key, String content) {
    String request = call.address() + "\n" + content;
    return new IdempotencyKeys.Call(
        call.caller(), key, Digest.of(request.getBytes(StandardCharsets.UTF_8)));
  }
}
