// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Counts and hashes messages in their order, wherever they are read from; not safe for several
 * threads. The hash is SHA-256 over each message's sequence and time (eight bytes each, the highest
 * first) and, each after its length in four bytes, subject, headers in their canonical form and
 * payload.
 */
public final class MessageTotals {
  private static final int RECORD = 30;
  private static final int HEADERS_LENGTH = 4;

  private final MessageDigest digest = sha256();
  private final ByteBuffer numbers = ByteBuffer.allocate(Long.BYTES * 2);
  private long messages;
  private long bytes;
  private long firstSequence;
  private long firstTime;
  private long lastSequence;
  private long lastTime;

  /** Adds the next message. */
  public void add(ArchiveEntry.Message message) {
    byte[] subject = message.subject().getBytes(UTF_8);
    int headers = message.headers().length;
    if (messages == 0) {
      firstSequence = message.sequence();
      firstTime = message.time();
    }
    messages++;
    lastSequence = message.sequence();
    lastTime = message.time();
    bytes += RECORD + subject.length + message.payload().length;
    bytes += headers > 0 ? HEADERS_LENGTH + headers : 0;
    hash(message, subject);
  }

  /** How many were added. */
  public long messages() {
    return messages;
  }

  /** Their size as servers count it for streams on disk, where headers are as they were stored. */
  public long bytes() {
    return bytes;
  }

  /** The first and the last of them; empty before the first. */
  public Optional<Range> range() {
    return messages == 0
        ? Optional.empty()
        : Optional.of(
            new Range(firstSequence, instant(firstTime), lastSequence, instant(lastTime)));
  }

  /**
   * The ends of what was added.
   *
   * @param firstTime when the first was stored
   * @param lastTime when the last was stored
   */
  public record Range(long firstSequence, Instant firstTime, long lastSequence, Instant lastTime) {}

  /** Hash of what was added, in hexadecimal; nothing can be added afterwards. */
  public String sha256Hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  private void hash(ArchiveEntry.Message message, byte[] subject) {
    numbers.clear();
    numbers.putLong(message.sequence()).putLong(message.time());
    digest.update(numbers.array(), 0, numbers.position());
    hash(subject);
    hash(
        message.headers().length == 0
            ? message.headers()
            : HeaderBlock.canonical(message.headers()));
    hash(message.payload());
  }

  private void hash(byte[] part) {
    numbers.clear();
    numbers.putInt(part.length);
    digest.update(numbers.array(), 0, numbers.position());
    digest.update(part);
  }

  private static Instant instant(long nanos) {
    return Instant.ofEpochSecond(0, nanos);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("each Java has SHA-256", impossible);
    }
  }
}
