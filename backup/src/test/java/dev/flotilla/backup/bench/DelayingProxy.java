// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.backup.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** A line to a server of some length: what goes in comes out later, at whatever rate. */
final class DelayingProxy implements AutoCloseable {
  private static final int PIECE = 64 * 1024;
  private static final int PIECES = 2_048;

  private final ServerSocket listener;
  private final URI target;
  private final long oneWayNanos;

  private DelayingProxy(ServerSocket listener, URI target, Duration roundTrip) {
    this.listener = listener;
    this.target = target;
    this.oneWayNanos = roundTrip.toNanos() / 2;
  }

  static DelayingProxy to(String url, Duration roundTrip) throws IOException {
    DelayingProxy proxy =
        new DelayingProxy(
            new ServerSocket(0, 0, InetAddress.getLoopbackAddress()), URI.create(url), roundTrip);
    Thread.ofVirtual().start(proxy::accept);
    return proxy;
  }

  String url() {
    return "nats://127.0.0.1:" + listener.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = listener.accept();
        Socket server = new Socket(target.getHost(), target.getPort());
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        delay(client, server);
        delay(server, client);
      }
    } catch (IOException closed) {
      // The listener was closed.
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // Passed on and never compared.
  private record Piece(long due, byte[] bytes) {}

  private void delay(Socket from, Socket to) throws IOException {
    InputStream in = from.getInputStream();
    OutputStream out = to.getOutputStream();
    BlockingQueue<Piece> line = new ArrayBlockingQueue<>(PIECES);
    Thread.ofVirtual().start(() -> read(in, line));
    Thread.ofVirtual().start(() -> write(line, out, to));
  }

  private void read(InputStream in, BlockingQueue<Piece> line) {
    try {
      while (true) {
        byte[] buffer = new byte[PIECE];
        int read = Math.max(0, in.read(buffer));
        line.put(new Piece(System.nanoTime() + oneWayNanos, Arrays.copyOf(buffer, read)));
        if (read == 0) {
          return;
        }
      }
    } catch (IOException broken) {
      line.offer(new Piece(System.nanoTime(), new byte[0]));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static void write(BlockingQueue<Piece> line, OutputStream out, Socket to) {
    try (to) {
      while (true) {
        Piece piece = line.take();
        long left = piece.due() - System.nanoTime();
        if (left > 0) {
          TimeUnit.NANOSECONDS.sleep(left);
        }
        if (piece.bytes().length == 0) {
          return;
        }
        out.write(piece.bytes());
      }
    } catch (IOException broken) {
      // The other side notices as well.
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
  }
}
