// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.agent.admission;

import dev.flotilla.agent.link.HubInbox;
import dev.flotilla.protocol.Digest;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.document.Index;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Assembles the pages of a signed index. */
final class IndexPages {
  private IndexPages() {}

  /**
   * The index with all its entries, in the order of admission.
   *
   * @throws IOException when a page is gone, or is not the one that was signed: the hub has written
   *     a newer index, which is read next
   */
  static Index whole(HubInbox inbox, Index index) throws IOException, InterruptedException {
    List<Index.Entry> entries = new ArrayList<>(index.entries());
    for (Index.Page page : index.pages()) {
      entries.addAll(read(inbox, page));
    }
    return index.with(entries);
  }

  private static List<Index.Entry> read(HubInbox inbox, Index.Page page)
      throws IOException, InterruptedException {
    Optional<byte[]> bytes =
        inbox.page(page).filter(found -> Digest.of(found).equals(page.digest()));
    if (bytes.isEmpty()) {
      throw new IOException("a page of the index is not the one that the hub signed");
    }
    try {
      return Json.read(bytes.get(), Index.PageContent.class).entries();
    } catch (UncheckedIOException malformed) {
      throw new IOException("a page of the index cannot be read", malformed);
    }
  }
}
