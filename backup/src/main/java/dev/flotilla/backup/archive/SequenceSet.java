// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.archive;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** Sequences of messages, as bits in pages of 2048; not safe for several threads. */
public final class SequenceSet {
  private static final int PAGE_BITS = 11;
  private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;

  private final Map<Long, BitSet> pages = new HashMap<>();
  private long size;

  /** Adds it; nothing changes if it is a member. */
  public void add(long sequence) {
    BitSet page = pages.computeIfAbsent(sequence >>> PAGE_BITS, _ -> new BitSet());
    int bit = (int) sequence & PAGE_MASK;
    if (!page.get(bit)) {
      page.set(bit);
      size++;
    }
  }

  public boolean contains(long sequence) {
    BitSet page = pages.get(sequence >>> PAGE_BITS);
    return page != null && page.get((int) sequence & PAGE_MASK);
  }

  public long size() {
    return size;
  }
}
