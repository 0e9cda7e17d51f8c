// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.admission;

import dev.flotilla.protocol.resource.ResourceKey;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The highest revisions that an agent has admitted. It is stored before the effect of an admission,
 * so that a replay is always rejected.
 *
 * @param epoch of the last admission; 0 before the first
 * @param indexRevision of the last index whose entries were all admitted or refused; 0 before the
 *     first
 * @param seen the last revision and digest of each key
 */
public record Watermark(long epoch, long indexRevision, Map<ResourceKey, Seen> seen) {

  public static final Watermark NONE = new Watermark(0, 0, Map.of());

  public Watermark {
    seen = Map.copyOf(seen);
  }

  /**
   * What was admitted last for one key.
   *
   * @param revision from 1
   * @param digest of the body; empty for a tombstone
   * @param carriedOut whether it had its effect: what is missing then was deleted in the member
   */
  public record Seen(long revision, String digest, boolean carriedOut) {
    /** Admitted, and not yet known to have had its effect. */
    public Seen(long revision, String digest) {
      this(revision, digest, false);
    }

    /** Whether it is that body at that revision. */
    public boolean shows(long otherRevision, String otherDigest) {
      return revision == otherRevision && digest.equals(otherDigest);
    }
  }

  public @Nullable Seen of(ResourceKey key) {
    return seen.get(key);
  }

  /**
   * Forgets revisions when a root has signed a new epoch; the same or an older epoch changes
   * nothing.
   */
  public Watermark enter(long newEpoch) {
    return newEpoch > epoch ? new Watermark(newEpoch, 0, Map.of()) : this;
  }

  public Watermark admit(ResourceKey key, long revision, String digest) {
    var next = new HashMap<>(seen);
    next.put(key, new Seen(revision, digest));
    return new Watermark(epoch, indexRevision, next);
  }

  /** What was admitted last for that key has had its effect. */
  public Watermark carriedOut(ResourceKey key) {
    Seen last = seen.get(key);
    if (last == null || last.carriedOut()) {
      return this;
    }
    var next = new HashMap<>(seen);
    next.put(key, new Seen(last.revision(), last.digest(), true));
    return new Watermark(epoch, indexRevision, next);
  }

  public Watermark index(long revision) {
    return new Watermark(epoch, revision, seen);
  }
}
