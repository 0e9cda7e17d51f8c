// SPDX-License-Identifier: Apache-2.0
package dev.flotilla.nats.cluster.listeners;

import static dev.flotilla.nats.document.FindingCode.SECRET_IN_URL;

import dev.flotilla.nats.document.Section;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Addresses of servers elsewhere. */
final class RemoteUrls {
  private static final String FIELD = "urls";

  private RemoteUrls() {}

  /** At least one URL, of one of these schemes. */
  public static List<String> read(Section section, Set<String> schemes) {
    List<String> urls = section.texts(FIELD);
    if (urls.isEmpty()) {
      section.missing(FIELD, "Set at least one URL.");
    }
    for (int index = 0; index < urls.size(); index++) {
      judge(section, FIELD + "[" + index + "]", new Given(parse(urls.get(index)), schemes));
    }
    return urls;
  }

  /** The same, each with a port, since the server has no default. */
  static List<String> withPorts(Section section, Set<String> schemes) {
    List<String> urls = read(section, schemes);
    for (int index = 0; index < urls.size(); index++) {
      if (parse(urls.get(index))
          .filter(url -> url.getHost() != null && url.getPort() < 0)
          .isPresent()) {
        section.bad(FIELD + "[" + index + "]", "The URL has no port.");
      }
    }
    return urls;
  }

  static String scheme(String url) {
    return parse(url).map(RemoteUrls::scheme).orElse("");
  }

  private record Given(Optional<URI> uri, Set<String> schemes) {
    boolean usable() {
      return uri.filter(url -> schemes.contains(scheme(url)))
          .filter(url -> url.getHost() != null)
          .isPresent();
    }
  }

  /** The message does not contain the URL, which may include a password. */
  private static void judge(Section section, String field, Given given) {
    if (given.uri().filter(url -> url.getRawUserInfo() != null).isPresent()) {
      section.report(
          SECRET_IN_URL,
          section.field(field),
          "The URL contains a user or password, and would be stored in a ConfigMap.",
          "Remove the credentials from the URL.");
    } else if (!given.usable()) {
      String schemes = String.join(", ", new TreeSet<>(given.schemes()));
      section.bad(field, "Not a URL with a host and one of the schemes " + schemes + ".");
    }
  }

  private static String scheme(URI url) {
    return Optional.ofNullable(url.getScheme()).orElse("").toLowerCase(Locale.ROOT);
  }

  private static Optional<URI> parse(String url) {
    try {
      return Optional.of(new URI(url));
    } catch (URISyntaxException noUrl) {
      return Optional.empty();
    }
  }
}
