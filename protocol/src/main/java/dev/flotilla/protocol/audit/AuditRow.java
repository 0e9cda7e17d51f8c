// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.protocol.audit;

import dev.flotilla.protocol.Code;
import dev.flotilla.protocol.Digest;
import dev.flotilla.protocol.Json;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One row of the audit record, chained to the one before it.
 *
 * <p>A row is never written again, so every later release must read and hash it as the first one
 * did. A field that the entry gains is nullable: absent from the JSON and from the hash of rows
 * that are older than it, and hashed behind the others, its name before it, where it is present.
 *
 * @param entry what happened
 * @param previousHash the hash of the row before; {@link #GENESIS} for the first
 * @param hash {@code sha256:<hex>} over the previous hash and every field of the entry
 */
public record AuditRow(AuditEntry entry, String previousHash, String hash) {

  /** What the first row is chained to. */
  public static final String GENESIS = "sha256:" + "0".repeat(64);

  public AuditRow {
    Objects.requireNonNull(entry, "entry");
    Objects.requireNonNull(previousHash, "previousHash");
    Objects.requireNonNull(hash, "hash");
  }

  /**
   * Reads a row as it is stored; empty when a single byte is not as rows are written, even one that
   * would not change what it says.
   */
  public static Optional<AuditRow> stored(byte[] bytes) {
    try {
      return Optional.ofNullable(Json.read(bytes, AuditRow.class))
          .filter(row -> Arrays.equals(Json.write(row), bytes));
    } catch (UncheckedIOException unreadable) {
      return Optional.empty();
    }
  }

  /** What is shown in place of a row that cannot be read; it fits into no chain. */
  public static AuditRow unreadable(long sequence, Instant storedAt) {
    return new AuditRow(
        new AuditEntry(
            sequence,
            storedAt,
            "hub",
            "audit.read",
            "",
            AuditEntry.Outcome.FAILED,
            Code.ROW_UNREADABLE.name(),
            "This entry is not a valid audit row."),
        "",
        "");
  }

  /** Chains an entry to the hash before it. */
  public static AuditRow chain(AuditEntry entry, String previousHash) {
    return new AuditRow(entry, previousHash, hash(entry, previousHash));
  }

  /** Whether the hash is that of the content. */
  public boolean intact() {
    return hash.equals(hash(entry, previousHash));
  }

  /**
   * Each field is preceded by its length in bytes (4, big-endian), so that no two entries share an
   * encoding.
   */
  private static String hash(AuditEntry entry, String previousHash) {
    var out = new ByteArrayOutputStream();
    var fields =
        List.of(
            previousHash,
            Long.toString(entry.sequence()),
            entry.at().toString(),
            entry.actor(),
            entry.action(),
            entry.subject(),
            entry.outcome().token(),
            entry.code(),
            entry.detail());
    for (String field : fields) {
      byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
      out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
      out.writeBytes(bytes);
    }
    return Digest.of(out.toByteArray());
  }
}
