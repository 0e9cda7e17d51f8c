// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.Locale;

/**
 * The keys of a set's objects.
 *
 * <pre>
 * member/namespace/cluster/id/manifest.json          the truth, signed; written last
 * member/namespace/cluster/id/streams/X.1.age        a stream, by its first attempt
 * member/namespace/cluster/id/streams/X.json         its record, signed; written after it
 * member/namespace/cluster/id/document.age           the NatsCluster document
 * member/namespace/cluster/id/verified/TIME-LEVEL.json  a verification, signed
 * </pre>
 */
public record SetLayout(SetName set) {
  /** Name of the manifest in the set's folder. */
  public static final String MANIFEST = "manifest.json";

  private static final int READABLE = 60;
  private static final int HASH = 12;

  /** Prefix of all keys of the set. */
  public String prefix() {
    return set + "/";
  }

  /** Key of the manifest. */
  public String manifest() {
    return prefix() + MANIFEST;
  }

  /** Prefix of streams and their records. */
  public String streams() {
    return prefix() + "streams/";
  }

  /**
   * Key of a stream's object.
   *
   * @param attempt from 1: an attempt that was cut leaves its key taken, under object lock for long
   */
  public String stream(StreamName stream, int attempt) {
    return "%s%s.%d.age".formatted(streams(), id(stream), attempt);
  }

  /** Key of a stream's record. */
  public String record(StreamName stream) {
    return streams() + id(stream) + ".json";
  }

  /** Key of the NatsCluster document. */
  public String document() {
    return prefix() + "document.age";
  }

  /** Prefix of verifications. */
  public String verifications() {
    return prefix() + "verified/";
  }

  /** Key of a verification. Those of a set sort by time. */
  public String verification(Verification verification) {
    Instant finished = verification.finished();
    return "%s%015d-%s.json"
        .formatted(
            verifications(),
            finished.toEpochMilli(),
            verification.level().name().toLowerCase(Locale.ROOT));
  }

  /** Names of streams may hold any character, and the same name is in several accounts. */
  static String id(StreamName stream) {
    String readable = stream.stream().replaceAll("[^A-Za-z0-9_-]", "_");
    MessageDigest digest = Digests.sha256();
    digest.update((stream.account() + "\0" + stream.stream()).getBytes(UTF_8));
    return readable.substring(0, Math.min(READABLE, readable.length()))
        + "-"
        + Digests.hex(digest).substring(0, HASH);
  }
}
