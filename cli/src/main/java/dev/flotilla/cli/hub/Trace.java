// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.hub;

import java.io.IOException;
import java.io.PrintStream;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Prints each request to the hub, with its status and time, and the stack trace of a failure, once
 * {@code --debug} turned it on. Neither headers nor bodies: they may contain tokens.
 */
public final class Trace {
  private final PrintStream err;
  private final InstantSource clock;
  private volatile boolean on;

  /** Prints there; off at first. */
  public Trace(PrintStream err, InstantSource clock) {
    this.err = err;
    this.clock = clock;
  }

  /** Prints from now on. */
  public void turnOn() {
    on = true;
  }

  /** Prints where a failure comes from. */
  public void failure(Exception failure) {
    if (on) {
      failure.printStackTrace(err);
    }
  }

  Instant begin() {
    return clock.instant();
  }

  void answered(HttpRequest request, Instant begin, int status) {
    print(request, begin, String.valueOf(status));
  }

  void failed(HttpRequest request, Instant begin, IOException failure) {
    print(request, begin, failure.toString());
  }

  private void print(HttpRequest request, Instant begin, String result) {
    if (on) {
      long millis = Duration.between(begin, clock.instant()).toMillis();
      err.printf("debug: %s %s: %s in %d ms%n", request.method(), request.uri(), result, millis);
    }
  }
}
