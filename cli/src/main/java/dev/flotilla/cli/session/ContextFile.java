// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.flotilla.cli.Failure;
import dev.flotilla.cli.hub.HubContext;
import dev.flotilla.cli.output.Formats;
import dev.flotilla.cli.output.Reasons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The file that keeps the context between commands. It holds a token, so only its owner may read
 * it.
 *
 * @param path usually {@code ~/.config/flotilla/config.yaml}
 */
public record ContextFile(Path path) {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  /** Finds the file's place by the XDG base directory rules. */
  public static ContextFile in(Map<String, String> environment, Path home) {
    String configured = environment.getOrDefault("XDG_CONFIG_HOME", "");
    Path base = configured.isEmpty() ? home.resolve(".config") : Path.of(configured);
    return new ContextFile(base.resolve("flotilla").resolve("config.yaml"));
  }

  /**
   * Reads the context.
   *
   * @return empty before the first login
   * @throws Failure when the file cannot be read or understood
   */
  public Optional<HubContext> read() {
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    try {
      return Optional.of(Formats.yaml().readValue(Files.readString(path), HubContext.class));
    } catch (JsonProcessingException e) {
      throw Failure.invalid(
          path + " is not a valid Flotilla context", "Run 'flotilla login' to recreate it.");
    } catch (IOException e) {
      throw Failure.invalid(
          "Cannot read " + Reasons.of(path.toString(), e), "Check its permissions.");
    }
  }

  /** Replaces the context in one step, so that a reader never sees half a file. */
  public void write(HubContext context) {
    try {
      Files.createDirectories(path.getParent());
      Path fresh =
          Files.createTempFile(
              path.getParent(), "config", ".tmp", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
      Files.writeString(fresh, Formats.yaml().writeValueAsString(context));
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw Failure.invalid(
          "Cannot write " + Reasons.of(path.toString(), e), "Check its permissions.");
    }
  }

  /** Returns whether others than the owner can read the token. */
  public boolean readableByOthers() throws IOException {
    return !OWNER_ONLY.containsAll(Files.getPosixFilePermissions(path));
  }
}
