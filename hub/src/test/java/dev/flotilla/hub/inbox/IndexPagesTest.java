// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.flotilla.protocol.Digest;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.document.Index;
import dev.flotilla.protocol.resource.ResourceKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IndexPagesTest {
  private static final int MANY = 2_000;
  private static final int MOST_BYTES = 64 * 1024;

  @Test
  void aFewEntriesAreInTheIndexItself() {
    List<Index.Entry> entries = entries(IndexPages.INLINE_MOST);

    IndexPages layout = IndexPages.of(entries);

    assertThat(layout.inline()).isEqualTo(entries);
    assertThat(layout.pages()).isEmpty();
  }

  @Test
  void pagesHoldEachEntryOnceAndAreShort() {
    List<Index.Entry> entries = entries(MANY);

    IndexPages layout = IndexPages.of(entries);

    assertThat(layout.inline()).isEmpty();
    assertThat(read(layout)).containsExactlyInAnyOrderElementsOf(entries);
    layout
        .pages()
        .forEach(
            (page, bytes) -> {
              assertThat(page.digest()).isEqualTo(Digest.of(bytes));
              assertThat(bytes).hasSizeLessThan(MOST_BYTES);
            });
  }

  @Test
  void oneChangeRewritesOnePage() {
    List<Index.Entry> entries = entries(MANY);
    Set<Index.Page> before = IndexPages.of(entries).pages().keySet();
    List<Index.Entry> changed = new ArrayList<>(entries);
    changed.set(7, entry(7, 2));

    Set<Index.Page> after = new HashSet<>(IndexPages.of(changed).pages().keySet());

    assertThat(after).hasSameSizeAs(before);
    after.removeAll(before);
    assertThat(after).hasSize(1);
  }

  private static List<Index.Entry> read(IndexPages layout) {
    return layout.pages().values().stream()
        .flatMap(bytes -> Json.read(bytes, Index.PageContent.class).entries().stream())
        .toList();
  }

  private static List<Index.Entry> entries(int count) {
    return IntStream.range(0, count).mapToObj(number -> entry(number, 1)).toList();
  }

  private static Index.Entry entry(int number, long revision) {
    return new Index.Entry(
        ResourceKind.NATS_CLUSTER.key("nats", "cluster-%04d".formatted(number)),
        revision,
        Digest.of(new byte[] {(byte) number, (byte) revision}),
        false);
  }
}
