// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.operation;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.flotilla.protocol.Problem;
import java.time.Instant;
import java.util.Objects;

/**
 * What can happen to an operation. Delivered at least once, so folding one twice must change
 * nothing.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = OperationEvent.Admitted.class, name = "admitted"),
  @JsonSubTypes.Type(value = OperationEvent.Held.class, name = "held"),
  @JsonSubTypes.Type(value = OperationEvent.Progressed.class, name = "progressed"),
  @JsonSubTypes.Type(value = OperationEvent.Succeeded.class, name = "succeeded"),
  @JsonSubTypes.Type(value = OperationEvent.Failed.class, name = "failed"),
  @JsonSubTypes.Type(value = OperationEvent.Refused.class, name = "refused"),
  @JsonSubTypes.Type(value = OperationEvent.Cancelled.class, name = "cancelled"),
  @JsonSubTypes.Type(value = OperationEvent.Expired.class, name = "expired"),
  @JsonSubTypes.Type(value = OperationEvent.Superseded.class, name = "superseded"),
})
public sealed interface OperationEvent {

  /** When it happened, by the clock of whoever saw it. */
  Instant at();

  /** The agent took the operation in. */
  record Admitted(Instant at) implements OperationEvent {
    public Admitted {
      Objects.requireNonNull(at, "at");
    }
  }

  /** It cannot begin yet; the reason is a sentence for a person. */
  record Held(Instant at, String reason) implements OperationEvent {
    public Held {
      Objects.requireNonNull(at, "at");
      Objects.requireNonNull(reason, "reason");
    }
  }

  /** It is being carried out. */
  record Progressed(Instant at, Progress progress) implements OperationEvent {
    public Progressed {
      Objects.requireNonNull(at, "at");
      Objects.requireNonNull(progress, "progress");
    }
  }

  record Succeeded(Instant at, String message) implements OperationEvent {
    public Succeeded {
      Objects.requireNonNull(at, "at");
      Objects.requireNonNull(message, "message");
    }
  }

  record Failed(Instant at, Problem problem) implements OperationEvent {
    public Failed {
      Objects.requireNonNull(at, "at");
      Objects.requireNonNull(problem, "problem");
    }
  }

  /** The member's own rules, or the agent's checks, forbid it. */
  record Refused(Instant at, Problem problem) implements OperationEvent {
    public Refused {
      Objects.requireNonNull(at, "at");
      Objects.requireNonNull(problem, "problem");
    }
  }

  /** Its requester took it back in time. */
  record Cancelled(Instant at, String by) implements OperationEvent {
    public Cancelled {
      Objects.requireNonNull(at, "at");
      Objects.requireNonNull(by, "by");
    }
  }

  /** Nobody admitted it in time. */
  record Expired(Instant at) implements OperationEvent {
    public Expired {
      Objects.requireNonNull(at, "at");
    }
  }

  /** A newer operation on the same resource made it pointless. */
  record Superseded(Instant at, OperationId by) implements OperationEvent {
    public Superseded {
      Objects.requireNonNull(at, "at");
      Objects.requireNonNull(by, "by");
    }
  }
}
