// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.inbox;

import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.document.Index;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How the entries of an index are stored. A few are part of it. Many are spread over pages by a
 * hash of their keys, so that a change of one resource rewrites one page, however many there are.
 *
 * @param inline entries in the index itself; empty where there are pages
 * @param pages bytes of each page; empty where the entries are inline
 */
record IndexPages(List<Index.Entry> inline, Map<Index.Page, byte[]> pages) {
  /** So many entries are about 40 KiB. */
  static final int INLINE_MOST = 250;

  private static final int PER_PAGE = 125;
  private static final int HALF = Short.SIZE;

  /** Lays out these entries, which are sorted by key. */
  static IndexPages of(List<Index.Entry> entries) {
    if (entries.size() <= INLINE_MOST) {
      return new IndexPages(entries, Map.of());
    }
    // A power of two: only when the number of entries doubles do they change places.
    int count = Integer.highestOneBit(entries.size() / PER_PAGE);
    List<List<Index.Entry>> parts = new ArrayList<>();
    for (int page = 0; page < count; page++) {
      parts.add(new ArrayList<>());
    }
    entries.forEach(entry -> parts.get(page(entry, count)).add(entry));
    Map<Index.Page, byte[]> pages = new LinkedHashMap<>();
    for (List<Index.Entry> part : parts) {
      byte[] bytes = Json.write(new Index.PageContent(part));
      pages.put(Index.Page.of(bytes, part.size()), bytes);
    }
    return new IndexPages(List.of(), pages);
  }

  private static int page(Index.Entry entry, int count) {
    int hash = entry.key().toString().hashCode();
    return (hash ^ hash >>> HALF) & count - 1;
  }
}
