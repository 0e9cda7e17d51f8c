// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.kubernetes;

import dev.flotilla.protocol.Problem;
import java.util.Optional;

/**
 * The change of one object. It is decided once, from what was read: a pass applies it ({@link
 * ChildWriter#carryOut}), and a plan executes the same value as a dry run.
 */
public sealed interface Change {
  /** Kind of the object. */
  Kind kind();

  /** Its name in the namespace of its owner. */
  String name();

  /** It is as desired. */
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
   * It is applied.
   *
   * @param wanted as desired, with its owner
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
   * It is created where it does not exist. Of two concurrent writers one fails, and reads what the
   * other created: keys must never be those of one and claims those of the other.
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

  /** It is deleted, exactly as it was read. */
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

  /** It cannot be applied, and is not touched. */
  record Refuse(Kind kind, String name, Problem problem) implements Change {}

  /** The change that leads to the desired object; none where it already is. */
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

  /** Why it cannot be applied; empty when it can. */
  default Optional<Problem> refusal() {
    return this instanceof Refuse refused ? Optional.of(refused.problem()) : Optional.empty();
  }
}
