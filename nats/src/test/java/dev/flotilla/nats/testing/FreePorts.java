// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Free ports on loopback, which no other test of this build gets: neither in this JVM nor in a
 * parallel one, not even while a server that uses them restarts.
 */
public final class FreePorts {
  // One byte a port. A lock ends with the JVM that took it.
  private static final FileChannel GIVEN = open(Path.of("target", "ports"));

  private FreePorts() {}

  /** So many different ports. */
  public static List<Integer> take(int count) {
    return Stream.generate(FreePorts::unused).filter(FreePorts::isOurs).limit(count).toList();
  }

  private static int unused() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private static boolean isOurs(int port) {
    try {
      return GIVEN.tryLock(port, 1, false) != null;
    } catch (OverlappingFileLockException before) {
      return false;
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private static FileChannel open(Path file) {
    try {
      Files.createDirectories(file.getParent());
      return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
