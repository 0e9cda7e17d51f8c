// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.document;

import dev.flotilla.protocol.Digest;
import dev.flotilla.protocol.Json;
import dev.flotilla.protocol.resource.ResourceKey;
import dev.flotilla.protocol.signature.Envelope;
import dev.flotilla.protocol.signature.SigningKey;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Everything that one agent should hold, so that nothing can be left out or rolled back unseen. A
 * long index names pages by digest instead of holding the entries itself; the signature over the
 * digests covers the pages as well.
 *
 * @param issue audience, issuer and expiry
 * @param revision from 1, one higher with each change of any entry
 * @param entries one per resource, tombstones included; empty where there are pages
 * @param pages where the entries are; empty where they are here
 */
public record Index(Issue issue, long revision, List<Entry> entries, List<Page> pages) {

  /** The payload type of a signed index. */
  public static final String TYPE = "application/vnd.flotilla.index.v1+json";

  public Index {
    entries = List.copyOf(entries);
    pages = List.copyOf(Objects.requireNonNullElse(pages, List.of()));
  }

  /** An index that holds its entries itself. */
  public Index(Issue issue, long revision, List<Entry> entries) {
    this(issue, revision, entries, List.of());
  }

  /** The same index with the entries of its pages, in the order of admission. */
  public Index with(List<Entry> read) {
    return new Index(
        issue,
        revision,
        read.stream().sorted(Comparator.comparing(Entry::key)).toList(),
        List.of());
  }

  /**
   * One resource.
   *
   * @param key the resource
   * @param revision of the document to fetch
   * @param digest {@link Document#digest()} of it; empty for a tombstone
   * @param deleted whether the hub withdrew the resource at this revision
   */
  public record Entry(ResourceKey key, long revision, String digest, boolean deleted) {}

  /**
   * A part of the entries, stored under a name that contains its digest, so that the pages of an
   * earlier index remain available to its readers.
   *
   * @param digest {@link Digest#of} the page's bytes
   * @param entries how many it holds
   */
  public record Page(String digest, int entries) {
    private static final int NAME_LENGTH = 32;

    /** Its name in the inbox: 32 hex digits. */
    public String name() {
      return digest.substring("sha256:".length()).substring(0, NAME_LENGTH);
    }

    /** A page of entries, and its bytes. */
    public static Page of(byte[] bytes, int entries) {
      return new Page(Digest.of(bytes), entries);
    }
  }

  /** The content of a page. */
  public record PageContent(List<Entry> entries) {
    public PageContent {
      entries = List.copyOf(entries);
    }
  }

  public Envelope sign(SigningKey signer) {
    return Envelope.sign(TYPE, Json.write(this), signer);
  }
}
