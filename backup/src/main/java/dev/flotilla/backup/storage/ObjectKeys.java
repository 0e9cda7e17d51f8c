// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.storage;

import java.util.regex.Pattern;

/** What keys and prefixes look like, so that they mean the same in a folder and in a bucket. */
public final class ObjectKeys {
  private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}");
  private static final int LONGEST = 900;

  private ObjectKeys() {}

  /** True for a name that may be one part of a key; none starts with a dot. */
  public static boolean isSegment(String text) {
    return SEGMENT.matcher(text).matches();
  }

  /** True for a key. Others may be in the same folder or bucket, and are no objects of ours. */
  public static boolean isKey(String text) {
    return text.length() <= LONGEST && areSegments(text);
  }

  /**
   * The key itself.
   *
   * @throws IllegalArgumentException when it is not segments with {@code /} between them
   */
  public static String requireKey(String key) {
    if (!isKey(key)) {
      throw new IllegalArgumentException("not a key of an object: '" + key + "'");
    }
    return key;
  }

  /**
   * The prefix itself: empty, or a key with {@code /} at its end.
   *
   * @throws IllegalArgumentException for any other
   */
  public static String requirePrefix(String prefix) {
    if (!prefix.isEmpty()) {
      if (!prefix.endsWith("/")) {
        throw new IllegalArgumentException("a prefix ends with '/': '" + prefix + "'");
      }
      requireKey(prefix.substring(0, prefix.length() - 1));
    }
    return prefix;
  }

  private static boolean areSegments(String key) {
    for (String segment : key.split("/", -1)) {
      if (!isSegment(segment)) {
        return false;
      }
    }
    return true;
  }
}
