// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** SHA-256 in hexadecimal digits. */
public final class Digests {
  private Digests() {}

  /** A new one, to be fed. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }

  /** Its digits. */
  public static String hex(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Of the output of {@code sha256sum} over all objects, sorted by key. */
  public static String ofAll(Collection<SavedObject> objects) {
    String lines =
        objects.stream()
            .sorted(Comparator.comparing(SavedObject::key))
            .map(object -> "%s  %s\n".formatted(object.sha256(), object.key()))
            .collect(Collectors.joining());
    MessageDigest digest = sha256();
    digest.update(lines.getBytes(UTF_8));
    return hex(digest);
  }
}
