// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.cli.hub;

import dev.flotilla.cli.ExitCode;
import dev.flotilla.cli.Failure;
import dev.flotilla.cli.Failure.Complaint;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Describes why there was no response. */
final class Transport {
  private Transport() {}

  static Failure failure(URI hub, IOException cause) {
    return new Failure(
        new Complaint(ExitCode.INVALID, message(hub, cause), hint(cause), List.of()), cause);
  }

  private static String message(URI hub, IOException cause) {
    return switch (cause) {
      case SSLException tls -> "The hub at %s is not trusted: %s".formatted(hub, deepest(tls));
      case HttpTimeoutException late -> "The hub at %s did not respond in time".formatted(hub);
      case ConnectException refused when unresolved(refused) ->
          "The host name of %s does not resolve".formatted(hub);
      case ConnectException refused -> "Cannot connect to %s".formatted(hub);
      default -> "The connection to %s was lost: %s".formatted(hub, deepest(cause));
    };
  }

  private static String hint(IOException cause) {
    return cause instanceof SSLException
        ? "Log in with the hub's CA (--ca FILE) or its pin (--ca-pin sha256:…);"
            + " 'flotilla-hub init' printed both."
        : "Run 'flotilla doctor' to see where the connection fails.";
  }

  private static boolean unresolved(ConnectException cause) {
    return Stream.iterate((Throwable) cause, Objects::nonNull, Throwable::getCause)
        .anyMatch(UnresolvedAddressException.class::isInstance);
  }

  private static String deepest(Throwable cause) {
    return Stream.iterate(cause, Objects::nonNull, Throwable::getCause)
        .map(Throwable::getMessage)
        .filter(Objects::nonNull)
        .reduce(cause.getClass().getSimpleName(), (outer, inner) -> inner);
  }
}
