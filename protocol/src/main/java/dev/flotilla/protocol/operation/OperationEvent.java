// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.operation;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.flotilla.protocol.Problem;
import dev.flotilla.protocol.WireType;
import java.time.Instant;
import java.util.Objects;

/**
 * What can happen to an operation. Delivered at least once, so folding one twice must change
 * nothing. Each event says on the wire whether it is an end, so that a reader which does not know
 * its type still knows that.
 */
@JsonTypeInfo(
    use = JsonTypeInfo.Id.NAME,
    include = JsonTypeInfo.As.EXISTING_PROPERTY,
    property = "type",
    visible = true,
    defaultImpl = OperationEvent.Unknown.class)
@JsonSubTypes({
  @JsonSubTypes.Type(OperationEvent.Admitted.class),
  @JsonSubTypes.Type(OperationEvent.Held.class),
  @JsonSubTypes.Type(OperationEvent.Progressed.class),
  @JsonSubTypes.Type(OperationEvent.Succeeded.class),
  @JsonSubTypes.Type(OperationEvent.Failed.class),
  @JsonSubTypes.Type(OperationEvent.Refused.class),
  @JsonSubTypes.Type(OperationEvent.Cancelled.class),
  @JsonSubTypes.Type(OperationEvent.Expired.class),
  @JsonSubTypes.Type(OperationEvent.Superseded.class),
})
public sealed interface OperationEvent {

  /** When it happened, by the clock of the one that saw it. */
  Instant at();

  /** The word on the wire, such as {@code admitted}. */
  @JsonProperty("type")
  default String type() {
    return WireType.of(this);
  }

  /** Whether nothing can happen to the operation after it. */
  @JsonProperty("ends")
  default boolean ends() {
    return switch (this) {
      case Admitted _, Held _, Progressed _ -> false;
      case Succeeded _, Failed _, Refused _, Cancelled _, Expired _, Superseded _ -> true;
      case Unknown(_, _, var ends) -> ends;
    };
  }

  /** The agent has admitted the operation. */
  @JsonTypeName("admitted")
  record Admitted(Instant at) implements OperationEvent {
    public Admitted {
      Objects.requireNonNull(at, "at");
    }
  }

  /** It cannot begin yet; the reason is a sentence for a person. */
  @JsonTypeName("held")
  record Held(Instant at, String reason) implements OperationEvent {
    public Held {
      Objects.requireNonNull(at, "at");
      Objects.requireNonNull(reason, "reason");
    }
  }

  /** It is being carried out. */
  @JsonTypeName("progressed")
  record Progressed(Instant at, Progress progress) implements OperationEvent {
    public Progressed {
      Objects.requireNonNull(at, "at");
      Objects.requireNonNull(progress, "progress");
    }
  }

  /** It is done; the message is a sentence for a person. */
  @JsonTypeName("succeeded")
  record Succeeded(Instant at, String message) implements OperationEvent {
    public Succeeded {
      Objects.requireNonNull(at, "at");
      Objects.requireNonNull(message, "message");
    }
  }

  /** It began and could not be finished. */
  @JsonTypeName("failed")
  record Failed(Instant at, Problem problem) implements OperationEvent {
    public Failed {
      Objects.requireNonNull(at, "at");
      Objects.requireNonNull(problem, "problem");
    }
  }

  /** The member's own policy, or the agent's checks, forbid it. */
  @JsonTypeName("refused")
  record Refused(Instant at, Problem problem) implements OperationEvent {
    public Refused {
      Objects.requireNonNull(at, "at");
      Objects.requireNonNull(problem, "problem");
    }
  }

  /** Its requester cancelled it in time. */
  @JsonTypeName("cancelled")
  record Cancelled(Instant at, String by) implements OperationEvent {
    public Cancelled {
      Objects.requireNonNull(at, "at");
      Objects.requireNonNull(by, "by");
    }
  }

  /** No agent admitted it in time. */
  @JsonTypeName("expired")
  record Expired(Instant at) implements OperationEvent {
    public Expired {
      Objects.requireNonNull(at, "at");
    }
  }

  /** A newer operation on the same resource superseded it. */
  @JsonTypeName("superseded")
  record Superseded(Instant at, OperationId by) implements OperationEvent {
    public Superseded {
      Objects.requireNonNull(at, "at");
      Objects.requireNonNull(by, "by");
    }
  }

  /**
   * Something that only a newer build knows.
   *
   * @param type its word on the wire
   * @param ends whether nothing can happen to the operation after it
   */
  record Unknown(Instant at, String type, boolean ends) implements OperationEvent {
    public Unknown {
      Objects.requireNonNull(at, "at");
      Objects.requireNonNull(type, "type");
    }
  }
}
