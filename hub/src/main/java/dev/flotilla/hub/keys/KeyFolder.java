// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.hub.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * A new folder with keys, for its owner only. Nothing in it is ever overwritten.
 *
 * @param folder the folder
 */
record KeyFolder(Path folder) {

  /**
   * How the Secret manifest is named.
   *
   * @param name of the Secret
   * @param namespace of the Secret; empty for none
   */
  record Secret(String name, Optional<String> namespace) {}

  static KeyFolder create(Path folder) throws IOException {
    return new KeyFolder(directory(folder));
  }

  /** Writes {@code keys/} and the same as a Secret manifest. */
  void online(Map<KeyFile, byte[]> keys, Secret secret) throws IOException {
    Path online = directory(folder.resolve("keys"));
    for (Map.Entry<KeyFile, byte[]> item : keys.entrySet()) {
      write(online.resolve(item.getKey().fileName()), item.getValue());
    }
    file("flotilla-hub-keys.yaml", manifest(keys, secret));
  }

  /** Writes {@code offline/}. */
  void offline(Map<String, byte[]> keys) throws IOException {
    Path offline = directory(folder.resolve("offline"));
    for (Map.Entry<String, byte[]> item : keys.entrySet()) {
      write(offline.resolve(item.getKey()), item.getValue());
    }
  }

  void file(String name, String text) throws IOException {
    write(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }

  private static String manifest(Map<KeyFile, byte[]> keys, Secret secret) {
    StringBuilder yaml =
        new StringBuilder("apiVersion: v1\nkind: Secret\ntype: Opaque\nmetadata:\n");
    yaml.append("  name: ").append(secret.name()).append('\n');
    secret.namespace().ifPresent(name -> yaml.append("  namespace: ").append(name).append('\n'));
    yaml.append("data:\n");
    keys.forEach(
        (file, bytes) ->
            yaml.append("  ")
                .append(file.fileName())
                .append(": ")
                .append(Base64.getEncoder().encodeToString(bytes))
                .append('\n'));
    return yaml.toString();
  }

  private static Path directory(Path folder) throws IOException {
    return Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  private static void write(Path file, byte[] bytes) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.write(file, bytes);
  }
}
