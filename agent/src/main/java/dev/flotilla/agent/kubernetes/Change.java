// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.kubernetes;

import dev.flotilla.protocol.Problem;
import java.util.Optional;

/**
 * What becomes of one object. It is decided once, from what was there: a pass carries it out
 * ({@link ChildWriter#carryOut}), and a plan tries the same value without storing it.
 */
public sealed interface Change {
  /** What the object is. */
  Kind kind();

  /** Its name in the namespace of its owner. */
  String name();

  /** It is as it should be. */
  record Keep(Live present) implements Change {
    @Override
    public Kind kind() {
      return present.kind();
    }

    @Override
    public String name() {
      return present.name();
    }
  }

  /**
   * It is made so.
   *
   * @param wanted as it should be, with its owner
   * @param present as it is; empty when it is not there
   */
  record Apply(Manifest wanted, Optional<Live> present) implements Change {
    @Override
    public Kind kind() {
      return wanted.kind();
    }

    @Override
    public String name() {
      return wanted.name();
    }
  }

  /**
   * It is made where there is none. Of two writers at once one fails, and reads what the other
   * made: keys must never be those of one and claims those of the other.
   */
  record Create(Manifest wanted) implements Change {
    @Override
    public Kind kind() {
      return wanted.kind();
    }

    @Override
    public String name() {
      return wanted.name();
    }
  }

  /** It is deleted, exactly as it was seen. */
  record Remove(Live present) implements Change {
    @Override
    public Kind kind() {
      return present.kind();
    }

    @Override
    public String name() {
      return present.name();
    }
  }

  /** It cannot be made so, and is not touched. */
  record Refuse(Kind kind, String name, Problem problem) implements Change {}

  /** What makes an object so; nothing where it already is. */
  static Change to(Manifest wanted, Optional<Live> present) {
    return present
        .filter(wanted::isCoveredBy)
        .<Change>map(Keep::new)
        .orElseGet(() -> new Apply(wanted, present));
  }

  /** Whether something is written. */
  default boolean writes() {
    return !(this instanceof Keep) && !(this instanceof Refuse);
  }

  /** Why it cannot be; empty when it can. */
  default Optional<Problem> refusal() {
    return this instanceof Refuse refused ? Optional.of(refused.problem()) : Optional.empty();
  }
}
