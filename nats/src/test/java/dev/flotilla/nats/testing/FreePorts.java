// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

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
import java.util.Scanner;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * Free ports on loopback, which no other test of this build gets: neither in this JVM nor in a
 * parallel one, not even while a server that uses them restarts. They are below those that Linux
 * gives to outgoing connections: a server opens some of its ports long after the first one, and
 * ends when a connection has taken one of them meanwhile.
 */
public final class FreePorts {
  private static final Path OUTGOING_RANGE = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
  private static final int LOWEST = 10_000;
  private static final int OUTGOING = lowestOutgoing();

  // One byte a port, in one file for all modules. A lock ends with the JVM that took it.
  private static final FileChannel GIVEN = open(Path.of("..", "target", "ports"));

  private FreePorts() {}

  /** So many different ports. */
  public static List<Integer> take(int count) {
    return Stream.generate(FreePorts::any)
        .filter(FreePorts::isUnused)
        .filter(FreePorts::isOurs)
        .limit(count)
        .toList();
  }

  private static int any() {
    return ThreadLocalRandom.current().nextInt(LOWEST, OUTGOING);
  }

  private static boolean isUnused(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException used) {
      return false;
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

  private static int lowestOutgoing() {
    try (var range = new Scanner(OUTGOING_RANGE, UTF_8)) {
      return range.nextInt();
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
