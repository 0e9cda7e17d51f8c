// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.storage;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Where objects of a bucket go, and how they are protected. */
record S3Place(
    String bucket, String prefix, @Nullable ObjectLock lock, S3Limits limits, InstantSource clock) {
  static S3Place of(S3Settings settings, InstantSource clock) {
    return new S3Place(
        settings.bucket(), settings.prefix(), settings.lock(), settings.limits(), clock);
  }

  /** The bucket's key of a storage's key. */
  String key(String key) {
    return prefix + ObjectKeys.requireKey(key);
  }

  /** The bucket's prefix of a storage's prefix. */
  String below(String relative) {
    return prefix + ObjectKeys.requirePrefix(relative);
  }

  /** A storage's key or prefix of a bucket's. */
  String relative(String full) {
    return full.substring(prefix.length());
  }

  /** For messages: what is tried with which key. */
  String attempt(String verb, String key) {
    return "%s %s of bucket %s".formatted(verb, key.isEmpty() ? "the objects" : key, bucket);
  }
}
